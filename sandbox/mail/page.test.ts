import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import { type Sandbox, startSandbox } from '../index.ts'
import { resetWorld } from '../world.ts'
import { late, lateKinds } from './late.ts'
import { keepLetter } from './mailbox.ts'
import { putReturned } from './returns.ts'

let sandbox: Sandbox
beforeAll(async () => {
  sandbox = await startSandbox({ port: 0 })
})
afterAll(() => sandbox.close())
beforeEach(() => resetWorld(sandbox.world))

async function page(path: string): Promise<string> {
  const response = await fetch(`${sandbox.url}${path}`)
  expect(response.status).toBe(200)
  return response.text()
}

function keep(from: string) {
  const raw = 'From: info@shop.example\r\nSubject: Hello\r\n\r\nHello\r\n'
  return keepLetter(sandbox.world.mailbox, Buffer.from(raw), { from, to: ['hanako@customer.example'] })
}

function press(letter: number, kind: string): Promise<Response> {
  const body = new URLSearchParams({ letter: String(letter), kind })
  return fetch(`${sandbox.url}/mail/late`, { method: 'POST', body, redirect: 'manual' })
}

const putBack = (raw: string) => putReturned(sandbox.world.returns, Buffer.from(raw.replaceAll('\n', '\r\n')))

it('lets a letter come back by its buttons, and shows what came', async () => {
  const { id } = await keep('info@shop.example')
  const buttons = lateKinds.flatMap((kind) => late[kind].button ?? [])
  expect((await page(`/mail?mail=${id}`)).match(/(?<=class="button"[^<]*>)[^<]+/g)).toEqual(buttons)
  const response = await press(id, 'full')
  expect([response.status, response.headers.get('location')]).toEqual([303, '/mail?box=returns'])
  const html = await page('/mail?box=returns')
  expect(html).toContain('<h2>Undelivered Mail Returned to Sender</h2>')
  expect(html).toContain('&lt;hanako@customer.example&gt;: host mx.customer.example')
})

it('has no buttons for a letter that has no envelope sender, nor for one it does not know', async () => {
  const { id } = await keep('')
  expect(await page(`/mail?mail=${id}`)).not.toContain('このメールを…')
  expect((await press(99, 'full')).status).toBe(404)
  expect((await press(id, 'lost')).status).toBe(404)
})

it('shows the newest first, the one that was asked for opened, and leaves them unseen', async () => {
  for (const name of ['一', '二', '三'])
    putBack(`Subject: ${name}\nContent-Type: text/plain; charset=utf-8\n\n${name}の本文`)
  const html = await page('/mail?box=returns&message=2')
  expect(html.match(/(?<=class="entry-subject">)[^<]+/g)).toEqual(['三', '二', '一'])
  expect(html).toContain('<h2>二</h2>')
  // It is the shop that reads this box, over IMAP.
  expect(sandbox.world.returns.messages.map(({ seen }) => seen)).toEqual([false, false, false])
})

it('shows whatever was put into the box as text', async () => {
  putBack('')
  putBack(
    `Content-Type: multipart/mixed; boundary=b\n\n${'--b\nContent-Type: multipart/mixed; boundary=b\n\n'.repeat(400)}`,
  )
  expect(await page('/mail?box=returns&message=1')).toContain('(本文なし)')
  putBack(`Subject: <script>alert(1)</script>\n\n<script>alert(2)</script>\n${'x'.repeat(50_000)}`)
  const html = await page('/mail?box=returns&message=3')
  expect(html).not.toContain('<script>alert')
  expect(html).toContain('これより後は省略しています')
})

it('says whose mail comes back', async () => {
  const html = await page('/mail?box=returns')
  for (const { domains, label } of Object.values(late))
    for (const words of [...domains, label]) expect(html).toContain(words)
})

it('says that mail is on its way back', async () => {
  sandbox.world.late.delayMs = 600_000
  const { id } = await keep('info@shop.example')
  await press(id, 'away')
  expect(await page('/mail?box=returns')).toContain('1通が戻ってくる途中です')
})
