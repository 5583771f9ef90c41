import { describe, expect, it } from 'vitest'
import { bytesOf, inWords, letterTo } from '../../../tests/support/returned-mail.ts'
import { understand } from './understand.ts'

const HANA = 'Hana <hana@kyaku.example>'
const encoded = (subject: string) => `=?utf-8?B?${Buffer.from(subject).toString('base64')}?=`

describe('an answering machine', () => {
  it.each([
    'Out of Office: Welcome',
    'Automatic reply: Welcome',
    'Auto: Welcome',
    '自動返信: ご連絡ありがとうございます',
    '不在のお知らせ',
    '【自動応答】夏季休暇について',
    'Abwesenheitsnotiz: Welcome',
    'Réponse automatique : Welcome',
    'Respuesta automática: Welcome',
    'Risposta automatica: Welcome',
    'Automatisch antwoord: Welcome',
    '自动回复: Welcome',
    'Автоответ: Welcome',
    'Please confirm your message to Hana',
    '자동 회신: Welcome',
    'Otomatik yanıt: Welcome',
    'Ausência temporária',
    '退職いたしました',
    'This mailbox is no longer monitored',
    'Read: Welcome',
    '開封済み: Welcome',
  ])('is known by its subject: %s', (subject) => {
    // The words name addresses and speak of failure on purpose.
    const text = 'I will not be reachable; this message could not be read.\n\nboss@kyaku.example\n<desk@kyaku.example>'
    const verdict = understand(inWords({ from: HANA, subject: encoded(subject), headers: ['Return-Path: <>'], text }))
    expect([verdict.kind, verdict.recipients]).toEqual(['automatic_reply', []])
  })

  it.each([
    'Auto-Submitted: auto-replied',
    'Auto-Submitted: auto-replied (vacation)',
    'X-Autoreply: yes',
    'X-Autorespond: Welcome',
    'Precedence: auto_reply',
    'X-Apple-Action: VACATION/auto-reply',
    'X-Auto-Response-Suppress: All',
    'Precedence: bulk',
  ])('is known by its header: %s', (line) => {
    const verdict = understand(
      inWords({
        from: HANA,
        subject: 'Re: Welcome',
        headers: ['Return-Path: <>', line],
        text: 'Not here.\nboss@kyaku.example',
      }),
    )
    expect(verdict.kind).toBe('automatic_reply')
  })

  it.each([
    'I am out of the office until Monday.',
    'この度はお問い合わせいただきありがとうございます。このメールは自動で返信しています。',
    'Estaré fuera de la oficina hasta el lunes.',
    'Estou de férias até segunda.',
    'Ich bin bis Montag nicht im Büro.',
    'Здравствуйте, я в отпуске до понедельника.',
    '我目前不在办公室。',
    'Hana is no longer with us. Please write to boss@kyaku.example.',
    '本メールは自動送信です。担当者より折り返しご連絡いたします。',
    'This account is protected by Gatekeeper. Click the link below to be added to my allowed list.',
  ])('is known by its words: %s', (text) => {
    expect(understand(inWords({ from: HANA, subject: 'RE: Welcome', text })).kind).toBe('automatic_reply')
  })

  it('may be a receipt that a program of the reader wrote', () => {
    const raw = `From: ${HANA}\nSubject: Read: Welcome\nContent-Type: multipart/report; report-type=disposition-notification; boundary=m\n\n--m\n\nYour message was displayed.\n--m\nContent-Type: message/disposition-notification\n\nFinal-Recipient: rfc822; hana@kyaku.example\nDisposition: manual-action/MDN-sent-manually; displayed\n--m--\n`
    expect(understand(bytesOf(raw)).kind).toBe('automatic_reply')
  })

  it('does not hide a bounce whose subject quotes ours', () => {
    const text =
      'did not reach the following recipient(s):\n\nhana@kyaku.example on Tue, 2 Jun 2026\n    Unknown Recipient'
    const subject = encoded('配信不能: 夏季休業のお知らせ')
    expect(understand(inWords({ from: 'System Administrator <postmaster@kaisha.example>', subject, text })).kind).toBe(
      'bounce',
    )
  })

  it('does not hide a bounce that says `auto-replied` too', () => {
    const text =
      'This message was created automatically by mail delivery software.\n\n  hana@kyaku.example\n    Unrouteable address'
    const headers = ['Auto-Submitted: auto-replied', 'X-Failed-Recipients: hana@kyaku.example']
    expect(understand(inWords({ subject: 'Mail delivery failed', headers, text })).kind).toBe('bounce')
  })
})

describe('a letter of a person', () => {
  it.each<[string, string]>([
    ['メールの配信について', 'メールの配信ができません。hana2@kyaku.example に変えてください。'],
    ['Re: 配信停止のご案内', '配信を止めてください。\nhana@kyaku.example'],
    ['Delivery of my order', 'It was not delivered. Write to\nhana2@kyaku.example'],
    ['こんにちは', 'よろしくお願いします。'],
  ])('is nothing of all this: %s', (subject, text) => {
    const verdict = understand(inWords({ from: HANA, subject: encoded(subject), text }))
    expect([verdict.kind, verdict.recipients]).toEqual(['unrecognised', []])
  })

  it('stays unrecognised with our letter below it', () => {
    const text = `ありがとうございます。\n\n-----Original Message-----\n${letterTo('hana@kyaku.example')}`
    expect(understand(inWords({ from: HANA, subject: 'Re: Welcome', text })).kind).toBe('unrecognised')
  })
})
