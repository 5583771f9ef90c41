import { describe, expect, it } from 'vitest'
import { inWords } from '../../../tests/support/returned-mail.ts'
import { understand } from './understand.ts'

/** From, subject, words, more header lines. */
type Post = [from: string, subject: string, text: string, headers?: readonly string[]]

const encoded = (subject: string) => `=?utf-8?B?${Buffer.from(subject).toString('base64')}?=`

/** Post that speaks of delivering, failing and 配信, and gives nothing back. */
const posts: Post[] = [
  ['no-reply@takuhai.example', 'お届け完了のお知らせ', 'お荷物をお届けしました。\nお問い合わせ desk@takuhai.example'],
  ['no-reply@takuhai.example', 'ご不在のためお届けできませんでした', 'お荷物を持ち帰りました。\ndesk@takuhai.example'],
  [
    'noreply@parcel.example',
    'Delivery failed',
    'We were unable to deliver your parcel.\nRecipient: hana@kyaku.example',
  ],
  [
    'noreply@paket.example',
    'Zustellung fehlgeschlagen',
    'Ihr Paket konnte nicht zugestellt werden.\ndesk@paket.example',
  ],
  ['noreply@colis.example', 'Échec de livraison', 'Impossible de livrer votre colis.\n\ndesk@colis.example'],
  ['no-reply@mag.example', 'メルマガ配信のご案内', '今週の特集をお届けします。\n\neditor@mag.example'],
  ['no-reply@mag.example', 'メール配信停止のお知らせ', '配信を停止しました。\n解除は stop@mag.example まで。'],
  [
    'no-reply@mag.example',
    'メールをお届けできませんでした?',
    'メールが届かないときは desk@mag.example へ。エラーのときも。',
    ['List-Unsubscribe: <mailto:stop@mag.example>'],
  ],
  ['no-reply@ginko.example', 'お振込の送信エラー', '残高が不足しています。\ndesk@ginko.example'],
  ['postmaster@nise.example', 'Undelivered messages', 'Dear info@hanare.example, your mail box is full. Click here.'],
  ['"Mail Delivery System" <a@nise.example>', 'Mail delivery failed', 'Hello info@hanare.example, release your mails.'],
  ['system@app.example', 'Delivery job failed', 'The job failed with error 500 [JOB]. Ask ops@app.example'],
  ['Mail Administrator <hana@kyaku.example>', 'Automatic reply: Undeliverable', 'I am away. Ask <boss@kyaku.example>'],
  ['hana@kyaku.example', 'rejected payment', 'My card was rejected: error 402 [CARD]. I am hana2@kyaku.example'],
  ['tea-request@list.example', 'confirm 8f3a2b', 'To confirm your subscription of bounce@hanare.example, reply.'],
  [
    'tea-bounces@list.example',
    'Your message to Tea awaits moderator approval',
    'It is held: not a member. Ask tea-owner@list.example',
    ['List-Id: <tea.list.example>', 'Precedence: bulk'],
  ],
  [
    'tea-admin@list.example',
    'Tea time on Friday',
    'See you there. Answers to hana@kyaku.example',
    ['X-MLServer: fml [fml 4.0.3]'],
  ],
  [
    'notes@code.example',
    'Re: mail not delivered (#12)',
    'It says 550 5.1.1 <hana@kyaku.example> unknown',
    ['List-Id: <code.example>'],
  ],
]

describe('post that is no bounce', () => {
  it.each(posts)('stays what it is: %s, %s', (from, subject, text, headers = []) => {
    for (const path of [[], ['Return-Path: <>']]) {
      const verdict = understand(inWords({ from, subject: encoded(subject), text, headers: [...headers, ...path] }))
      expect(['unrecognised', 'automatic_reply']).toContain(verdict.kind)
      expect(verdict.recipients).toEqual([])
    }
  })
})
