import { describe, expect, it } from 'vitest'
import type { SmtpStage } from '../platform/smtp.ts'
import { failureByPatience, failureByRefusal } from './failure.ts'

const HANA = 'hana@kyaku.example'

describe('whose fault a refused letter is', () => {
  it.each<[string, string, SmtpStage | null, string]>([
    [HANA, '550 5.1.1 The email account that you tried to reach does not exist', 'rcpt', 'dead'],
    ['x@docomo.ne.jp', '550 5.1.1 <x@docomo.ne.jp>: Recipient address rejected: Unknown user', 'rcpt', 'dead'],
    ['hanako@docomo.ne.jp', '550 Unknown user hanako@docomo.ne.jp', 'rcpt', 'dead'],
    ['hanako@docomo.ne.jp', '550 Unknown user hanako@docomo.ne.jp', 'data', 'given_up'],
    ['hanako@softbank.ne.jp', '550 Invalid recipient: <hanako@softbank.ne.jp>', 'rcpt', 'dead'],
    [HANA, '550 5.4.4 Unable to route: no mail hosts for domain', 'rcpt', 'dead'],
    [HANA, '550 5.0.0 User unknown', 'rcpt', 'dead'],
    [HANA, '552 5.2.2 Over quota', 'rcpt', 'given_up'],
    [HANA, '550 5.7.26 This mail has been blocked because the sender is unauthenticated', 'data', 'own_fault'],
    [HANA, '550 5.1.8 Sender address rejected', 'rcpt', 'own_fault'],
    [HANA, '550 relaying denied', 'rcpt', 'own_fault'],
    [HANA, '554 5.3.0 Internal server error', 'data', 'given_up'],
    [HANA, '550 5.1.1 no such user', 'mail', 'own_fault'],
    [HANA, '554 Transaction failed', 'mail', 'own_fault'],
    [HANA, '554 5.7.1 Service unavailable; Client host blocked', 'rcpt', 'own_fault'],
  ])('%s: %s at %s', (address, answer, stage, expected) => {
    expect(failureByRefusal(address, answer, stage)).toMatchObject({ class: expected, answer })
  })
})

describe('whose fault a letter is that was put off to the end', () => {
  it.each<[string, SmtpStage | null, string]>([
    ['451 4.3.2 busy', 'rcpt', 'given_up'],
    ['450 4.1.1 unverified address: user unknown', 'rcpt', 'given_up'],
    ['452 4.2.2 mailbox full', 'rcpt', 'given_up'],
    ['421 4.7.0 blocked: too much mail from your host', 'rcpt', 'own_fault'],
    ['535 5.7.8 authentication failed', 'hello', 'own_fault'],
    ['connect ECONNREFUSED', 'connect', 'own_fault'],
    ['getaddrinfo ENOTFOUND mail.example', null, 'own_fault'],
  ])('%s at %s', (answer, stage, expected) => {
    expect(failureByPatience(HANA, answer, stage).class).toBe(expected)
  })
})
