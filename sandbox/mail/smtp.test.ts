import { createTransport } from 'nodemailer'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { type Sandbox, startSandbox } from '../index.ts'
import { resetWorld } from '../world.ts'

let sandbox: Sandbox
beforeAll(async () => {
  sandbox = await startSandbox({ port: 0 })
})
afterAll(() => sandbox.close())
beforeEach(() => resetWorld(sandbox.world))

const letter = {
  from: '"朝日スクール" <shop@school.example>',
  to: 'hanako@customer.example',
  subject: 'お申し込みありがとうございます',
  text: '山田 花子様\n\nありがとうございます。',
  html: '<p>ありがとうございます。</p>',
}

function send(change: object = {}, options: object = {}) {
  const { host, port } = sandbox.smtp
  const transport = createTransport({ host, port, ignoreTLS: true, socketTimeout: 300, ...options })
  return transport.sendMail({ ...letter, ...change })
}

function setFault(fault: object): Promise<Response> {
  return fetch(`${sandbox.url}/sandbox/api/faults/smtp`, { method: 'PUT', body: JSON.stringify(fault) })
}

describe('letters', () => {
  it('are kept as they were sent', async () => {
    const { messageId } = await send({ bcc: 'owner@school.example' })
    const response = await fetch(`${sandbox.url}/sandbox/api/mails?to=OWNER@school.example`)
    const { mails } = (await response.json()) as { mails: object[] }
    expect(mails).toMatchObject([
      {
        from: '朝日スクール <shop@school.example>',
        to: ['hanako@customer.example'],
        envelope: { from: 'shop@school.example', to: ['hanako@customer.example', 'owner@school.example'] },
        subject: letter.subject,
        html: expect.stringContaining('<p>ありがとうございます。</p>'),
        messageId,
      },
    ])
    expect(sandbox.world.mailbox.letters[0]?.text?.trim()).toBe(letter.text)
  })

  it('may come with a login, which must be the right one', async () => {
    await send({}, { auth: { user: 'demo', pass: 'demo' } })
    await expect(send({}, { auth: { user: 'demo', pass: 'x' } })).rejects.toMatchObject({ responseCode: 535 })
    expect(sandbox.world.mailbox.letters.length).toBe(1)
  })

  it.each([
    ['a@refused.example', 550, '5.1.1'],
    ['a@busy.example', 451, '4.3.2'],
  ])('to %s are refused with %i', async (to, responseCode, enhanced) => {
    await expect(send({ to })).rejects.toMatchObject({ responseCode, response: expect.stringContaining(enhanced) })
    expect(sandbox.world.mailbox.letters).toEqual([])
  })

  it('reach the good recipients of a list when another is refused', async () => {
    const sent = await send({ to: ['hanako@customer.example', 'a@refused.example'] })
    expect(sent).toMatchObject({ accepted: ['hanako@customer.example'], rejected: ['a@refused.example'] })
  })
})

describe('faults', () => {
  it.each([
    ['429', { responseCode: 451 }],
    ['500', { responseCode: 554 }],
    ['401', { responseCode: 530 }],
    ['close', {}],
    ['hang', { code: 'ETIMEDOUT' }],
  ])('%s before anything is taken', async (mode, error) => {
    await setFault({ mode, times: 1 })
    await expect(send()).rejects.toMatchObject(error)
    expect(sandbox.world.mailbox.letters).toEqual([])
    await send()
    expect(sandbox.world.mailbox.letters.length).toBe(1)
  })

  it.each(['close', 'hang', '500'])('%s after the letter was taken', async (mode) => {
    await setFault({ mode, times: 1, afterAccepting: true })
    await expect(send()).rejects.toThrow()
    expect(sandbox.world.mailbox.letters.length).toBe(1)
  })
})
