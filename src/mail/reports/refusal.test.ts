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
    ['hana@ezweb.ne.jp', '550 : User unknown', 'data', 'given_up', 'refused_by_recipient'],
    ['hana@ezweb.ne.jp', '550: : User unknown', null, 'given_up', 'refused_by_recipient'],
    ['hana@au.com', '550 <hana@au.com>: User unknown', 'rcpt', 'dead', 'user_unknown'],
    ['hana@kyaku.example', '550', 'rcpt', 'given_up', 'unclear'],
  ])('%s: %s at %s', (address, answer, stage, expected, reason) => {
    expect(understandRefusal(address, answer, stage)).toMatchObject({ class: expected, reason })
  })
})

/** Answers of large mail systems whose codes mislead or stand for several things. */
describe('the words of', () => {
  it.each<[string, string, string, string]>([
    [
      'Microsoft',
      '550 5.1.10 RESOLVER.ADR.RecipientNotFound; Recipient not found by address lookup',
      'dead',
      'user_unknown',
    ],
    [
      'Microsoft',
      '550 5.4.1 Recipient address rejected: Access denied. [A.protection.example]',
      'dead',
      'user_unknown',
    ],
    [
      'Microsoft',
      '550 5.1.351 Remote server returned unknown recipient or mailbox unavailable',
      'dead',
      'user_unknown',
    ],
    ['Microsoft', '550 5.5.0 Requested action not taken: mailbox unavailable (S2017).', 'dead', 'user_unknown'],
    ['Microsoft', '550 5.4.310 DNS domain kyaku.example does not exist', 'dead', 'host_unknown'],
    ['Microsoft', '550 5.0.350 Remote server returned an error -> 550 No such user here', 'dead', 'user_unknown'],
    ['Microsoft', '550 5.2.1 Mailbox cannot be accessed', 'given_up', 'suspended'],
    ['Microsoft', '554 5.2.2 mailbox full; MapiExceptionShutoffQuotaExceeded', 'given_up', 'mailbox_full'],
    ['Microsoft', '550 5.7.193 UserRejected; not allowed to receive from outside', 'given_up', 'refused_by_recipient'],
    [
      'Microsoft',
      "550 5.1.90 Your message can't be sent because you've reached your daily limit",
      'own_fault',
      'rate_limited',
    ],
    ['Microsoft', '550 5.1.8 Access denied, bad outbound sender AS(42004)', 'own_fault', 'sender_refused'],
    ['Microsoft', '550 5.7.606 Access denied, banned sending IP [192.0.2.1]', 'own_fault', 'blocked'],
    [
      'Microsoft',
      '550 5.7.509 Access denied, hanare.example does not pass DMARC verification',
      'own_fault',
      'authentication',
    ],
    ['NetEase', '550 User not found: hana@kyaku.example', 'dead', 'user_unknown'],
    ['NetEase', '554 DT:SPM 163 mx1,xxx see the help', 'own_fault', 'content'],
    [
      'Orange',
      '550 5.1.1 Adresse d au moins un destinataire invalide. Invalid recipient. OFR204',
      'dead',
      'user_unknown',
    ],
    ['Orange', '552 5.1.1 Boite du destinataire pleine. Recipient overquota. OFR_417', 'given_up', 'mailbox_full'],
    ['Free', '550 5.2.1 This mailbox has been blocked due to inactivity', 'given_up', 'suspended'],
    ['Mail.ru', '550 invalid mailbox. Local mailbox is unavailable: account is disabled', 'given_up', 'suspended'],
  ])('%s: %s', (_, answer, expected, reason) => {
    expect(understandRefusal('hana@kyaku.example', answer, 'rcpt')).toMatchObject({ class: expected, reason })
  })
})
