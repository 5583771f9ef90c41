import { describe, expect, it } from 'vitest'
import { understandRefusal } from './refusal.ts'
import type { Stage } from './verdict.ts'

describe('a refusal during SMTP', () => {
  it.each<[string, string, Stage | null, string, string]>([
    ['hana@kyaku.example', '550 5.1.1 <hana@kyaku.example>: no such user', 'rcpt', 'dead', 'user_unknown'],
    ['hana@kyaku.example', '550 5.1.1 no such user', 'mail', 'own_fault', 'sender_refused'],
    ['hana@kyaku.example', '554 5.7.1 Client host blocked using zen.spamhaus.org', 'connect', 'own_fault', 'blocked'],
    ['hana@kyaku.example', '552 5.2.2 mailbox full', 'rcpt', 'given_up', 'mailbox_full'],
    ['hana@docomo.ne.jp', '550 Unknown user hana@docomo.ne.jp', 'rcpt', 'dead', 'user_unknown'],
    ['hana@docomo.ne.jp', '550 Unknown user hana@docomo.ne.jp', 'data', 'given_up', 'refused_by_recipient'],
    ['hana@kyaku.example', '550', 'rcpt', 'given_up', 'unclear'],
  ])('%s: %s at %s', (address, answer, stage, expected, reason) => {
    expect(understandRefusal(address, answer, stage)).toMatchObject({ class: expected, reason })
  })
})
