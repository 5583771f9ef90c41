import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import { botAccountId } from '../chatwork/accounts.ts'
import { addMessage, type Room } from '../chatwork/rooms.ts'
import { type Sandbox, startSandbox } from '../index.ts'
import { keepLetter } from '../mail/mailbox.ts'
import { resetWorld } from '../world.ts'

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

function orders(): Room {
  const room = sandbox.world.chatwork.rooms.get(421500011)
  if (!room) throw new Error('the room お申し込み通知 is missing')
  return room
}

const say = (body: string) => addMessage(sandbox.world.chatwork, orders(), botAccountId, body, Date.now())

it.each([
  ['/', '外の世界'],
  ['/chatwork', 'お申し込み通知'],
  ['/zendesk', 'チケットはまだありません'],
  ['/newsletter', '全員メルマガ'],
  ['/gateway', '4242 4242 4242 4242'],
  ['/mail', 'メールはまだ届いていません'],
  ['/mail?box=returns', '戻ってきたメールはまだありません'],
  ['/bank', '入出金はまだありません'],
  ['/sandbox/style.css', '.messages'],
  ['/sandbox/live.js', 'EventSource'],
  ['/fonts/400.css', 'Noto Sans JP'],
  ['/chatwork/icons/room-421500011.svg', '申'],
  ['/chatwork/icons/account-5210001.svg', '通'],
])('serves %s', async (path, words) => {
  expect(await page(path)).toContain(words)
})

it('answers 404 for what it does not have', async () => {
  const paths = ['/fonts/files/none.woff2', '/chatwork/icons/room-1.svg', '/nothing']
  const responses = await Promise.all(paths.map((path) => fetch(`${sandbox.url}${path}`)))
  expect(responses.map(({ status }) => status)).toEqual([404, 404, 404])
})

it('shows what others wrote as text, in the boxes of the notation', async () => {
  say('[info][title]<img src=x>[/title]https://shop.example/a?b=1[hr]以上[/info]')
  const html = await page('/chatwork?room=421500011')
  expect(html).toContain('<div class="box-info"><div class="box-title">&lt;img src=x&gt;</div>')
  expect(html).toContain('<a href="https://shop.example/a?b=1" target="_blank" rel="noreferrer noopener">')
})

it('counts unread messages until the room is opened', async () => {
  say('一通目')
  say('二通目')
  expect(await page('/chatwork')).toContain('<span class="unread">2</span>')
  await page('/chatwork?room=421500011')
  expect(await page('/chatwork')).not.toContain('class="unread"')
})

it('draws the latest 100 of 2,000 messages', async () => {
  for (let number = 1; number <= 2_000; number += 1) say(`第${number}報です`)
  const html = await page('/chatwork?room=421500011')
  expect(html.match(/<article/g)?.length).toBe(100)
  expect(html).toContain('第2000報です')
  expect(html).not.toContain('第1900報です')
  expect(html).toContain('これより前の1,900件は省略しています')
})

it('keeps the HTML of a letter inside a frame that may run nothing', async () => {
  const raw = 'Subject: x\r\nContent-Type: text/html\r\n\r\n<script>alert(1)</script>'
  await keepLetter(sandbox.world.mailbox, Buffer.from(raw), { from: 'a@b.example', to: ['c@d.example'] })
  const html = await page('/mail?mail=1')
  expect(html).toMatch(/<iframe class="foreign" sandbox="allow-popups" srcDoc="[^"]*&lt;script&gt;/i)
  expect(html).not.toContain('<script>alert')
})

it('tells open pages at once what changed', async () => {
  const events = await fetch(`${sandbox.url}/sandbox/events`)
  const reader = events.body?.pipeThrough(new TextDecoderStream()).getReader()
  expect((await reader?.read())?.value).toBe('event: ready\ndata: \n\n')
  await fetch(`${sandbox.url}/np/sesform.php`, { method: 'POST', body: 'plan=1' })
  expect((await reader?.read())?.value).toBe('data: newsletter\n\n')
  await reader?.cancel()
})
