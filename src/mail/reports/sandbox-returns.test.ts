import { expect, it } from 'vitest'
import { type LateKind, late, lateKinds } from '../../../sandbox/mail/late.ts'
import { createSecrets } from '../../platform/secrets.ts'
import { namedBy, nameOf, tokenOf } from '../tokens.ts'
import { understand } from './understand.ts'

const secrets = createSecrets('test master key of the test, 32+ chars')
const named = { kind: 'letter', id: 41 } as const
const token = tokenOf(secrets, nameOf(named))

/** A letter of the shop as its mail server takes it. */
const raw = [
  'From: =?UTF-8?B?5pyd5pel?= <info@shop.example>',
  'To: =?UTF-8?B?6Iqx5a2Q?= <RECIPIENT>',
  'Subject: =?UTF-8?B?44GU5aWR57SE44Gu5pu05paw44Gr44Gk44GE44Gm?=',
  `Message-ID: <a1.${token}@shop.example>`,
  'Auto-Submitted: auto-generated',
  `X-Luxliner-Letter: ${token}`,
  'MIME-Version: 1.0',
  'Content-Type: text/plain; charset=utf-8',
  'Content-Transfer-Encoding: base64',
  '',
  Buffer.from('退会や配信停止のお手続きについて').toString('base64'),
  '',
].join('\r\n')

function verdictOf(kind: LateKind, to: string) {
  const bytes = late[kind].write({
    raw: raw.replace('RECIPIENT', to),
    from: `returns+${token}@shop.example`,
    to,
    at: Date.parse('2026-06-02T00:00:00Z'),
  })
  const verdict = understand(bytes)
  const recipients = verdict.recipients.map(({ address, class: ofClass, reason }) => [address, ofClass, reason])
  return { kind: verdict.kind, recipients, named: namedBy(secrets, verdict) }
}

/** Kind of the sandbox, address, kind of the verdict, class, reason. */
type Row = [kind: LateKind, to: string, expected: string, ofClass: string, reason: string]

const rows: Row[] = [
  ['vanished', 'hana@vanished.example', 'bounce', 'dead', 'user_unknown'],
  ['full', 'hana@full.example', 'bounce', 'given_up', 'mailbox_full'],
  ['blocked', 'hana@blocked.example', 'bounce', 'own_fault', 'authentication'],
  ['keitai', 'hana@keitai.example', 'bounce', 'dead', 'user_unknown'],
  ['docomo', 'unknown-hana@docomo.ne.jp', 'bounce', 'dead', 'user_unknown'],
  ['au', 'unknown-hana@ezweb.ne.jp', 'bounce', 'dead', 'user_unknown'],
  ['au', 'unknown-hana@au.com', 'bounce', 'dead', 'user_unknown'],
  ['slow', 'hana@slow.example', 'notice', 'notice', 'delayed'],
]

it.each(rows)('what the sandbox sends back as %s of %s is understood', (kind, to, expected, ofClass, reason) => {
  expect(verdictOf(kind, to)).toEqual({ kind: expected, recipients: [[to, ofClass, reason]], named })
})

it.each<[kind: LateKind, to: string, expected: object]>([
  ['complaint', 'hana@complaint.example', { kind: 'complaint', recipients: [], named }],
  ['away', 'hana@away.example', { kind: 'automatic_reply', recipients: [], named }],
  // A person has to look at it, and nothing ties it to a letter.
  ['odd', 'hana@odd.example', { kind: 'unrecognised', recipients: [], named: null }],
])('what the sandbox sends back as %s blames no address', (kind, to, expected) => {
  expect(verdictOf(kind, to)).toEqual(expected)
})

it('every kind that can be made to come back by hand is understood of any address', () => {
  const byHand = lateKinds.filter((kind) => late[kind].button !== undefined)
  expect(byHand.map((kind) => [kind, verdictOf(kind, 'hana@customer.example').kind])).toEqual([
    ['vanished', 'bounce'],
    ['full', 'bounce'],
    ['complaint', 'complaint'],
    ['away', 'automatic_reply'],
  ])
})
