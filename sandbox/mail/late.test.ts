import { createTransport } from 'nodemailer'
import PostalMime from 'postal-mime'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { type Sandbox, startSandbox } from '../index.ts'
import { resetWorld } from '../world.ts'
import { lateKindOf } from './late.ts'

let sandbox: Sandbox
beforeAll(async () => {
  sandbox = await startSandbox({ port: 0 })
})
afterAll(() => sandbox.close())
beforeEach(() => resetWorld(sandbox.world))

const returnPath = 'returns+l15-abc@shop.example'

/** Sends a letter over SMTP as the shop does: tokens in the return path, the Message-ID and a header. */
async function send(to: string | string[], from: string | false = returnPath): Promise<void> {
  const { host, port } = sandbox.smtp
  await createTransport({ host, port, ignoreTLS: true }).sendMail({
    envelope: { from, to },
    from: '"朝日スクール" <info@shop.example>',
    to,
    subject: 'ご契約の更新について',
    text: '山田 花子様\n\n'.repeat(40),
    messageId: '<a1.l15-abc@shop.example>',
    headers: { 'X-Luxliner-Letter': 'l15-abc' },
  })
}

const returned = () => sandbox.world.returns.messages.map(({ raw }) => raw)
const parsed = () => Promise.all(returned().map((raw) => PostalMime.parse(raw, { forceRfc822Attachments: true })))

describe('a letter that was taken', () => {
  it.each([
    ['a@vanished.example', 'Undelivered Mail Returned to Sender', '550 5.1.1 <a@vanished.example>'],
    ['a@full.example', 'Undelivered Mail Returned to Sender', '552 5.2.2 <a@full.example>'],
    ['a@blocked.example', 'Undelivered Mail Returned to Sender', '(in reply to end of DATA command)'],
    ['a@keitai.example', 'メールエラー通知', '送信先のメールアドレスが見つからない'],
    ['unknown-a@docomo.ne.jp', 'Returned mail: see transcript for details', '<<< 550 Unknown user unknown-a@'],
    ['unknown-a@ezweb.ne.jp', 'Mail System Error - Returned Mail', '<unknown-a@ezweb.ne.jp>: User unknown'],
    ['Unknown-a@AU.com', 'Mail System Error - Returned Mail', '<Unknown-a@au.com>: User unknown'],
    ['a@complaint.example', 'Abuse report about a message of yours', 'marked a message as unwanted'],
    ['a@away.example', '不在通知: ご契約の更新について', '月曜日まで不在に'],
    ['a@slow.example', 'Delayed Mail (still being retried)', 'will be retried for five days'],
    ['a@odd.example', 'アドレスの件', 'このアドレスは使われていません'],
  ])('to %s comes back: %s', async (to, subject, words) => {
    await send(to)
    expect(sandbox.world.mailbox.letters.length).toBe(1)
    const messages = await parsed()
    expect(messages).toMatchObject([{ subject }])
    expect(messages[0]?.text?.replace(/\n {4}/g, ' ')).toContain(words)
  })

  it('to everybody else does not', async () => {
    await send(['hanako@customer.example', 'hanako@docomo.ne.jp', 'unknown-a@customer.example', 'a@not.full.example'])
    expect(returned()).toEqual([])
  })

  it('goes back to its envelope sender, by a null sender, and not at all when it has none', async () => {
    await send('a@vanished.example')
    expect(returned()[0]?.toString('latin1')).toMatch(
      /^Return-Path: <>\r\n[\s\S]*\r\nTo: returns\+l15-abc@shop\.example\r\n/,
    )
    await send('b@vanished.example', false)
    expect(returned().length).toBe(1)
  })

  it('comes back of each recipient by itself', async () => {
    await send(['a@vanished.example', 'b@full.example', 'c@vanished.example'])
    const reported = returned().map((raw) => /^Final-Recipient: .*/m.exec(raw.toString())?.[0])
    expect(reported).toEqual([
      'Final-Recipient: rfc822; a@vanished.example',
      'Final-Recipient: rfc822; b@full.example',
      'Final-Recipient: rfc822; c@vanished.example',
    ])
  })

  it('is given back with its headers, by an abuse report without its reader', async () => {
    await send(['a@vanished.example', 'b@full.example', 'c@complaint.example'])
    for (const raw of returned()) {
      expect(raw.toString('latin1')).toMatch(
        /X-Luxliner-Letter: l15-abc\r\n[\s\S]*Message-ID: <a1\.l15-abc@shop\.example>/,
      )
      expect(raw.toString('latin1')).not.toMatch(/[^\r]\n/)
    }
    expect(returned()[2]?.toString()).not.toContain('c@complaint.example')
  })
})

it('addresses are looked at in any case of letters', () => {
  expect(lateKindOf('A@Vanished.Example')).toBe('vanished')
})
