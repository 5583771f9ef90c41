import { awayNotice, strangersLetter } from './returned/answers.ts'
import { auUnknown, docomoUnknown, providerUnknown } from './returned/carriers.ts'
import { abuseReport } from './returned/complaint.ts'
import { mailboxFull, senderUnauthenticated, stillTrying, userUnknown } from './returned/delivery-reports.ts'
import { domainOf, type WriteReturned } from './returned/posted.ts'

export const lateKinds = [
  'vanished',
  'full',
  'blocked',
  'keitai',
  'docomo',
  'au',
  'complaint',
  'away',
  'slow',
  'odd',
] as const

/** How a letter that was taken comes back. */
export type LateKind = (typeof lateKinds)[number]

export type LateEntry = {
  /** What the page says of the addresses. */
  label: string
  /** What the page's button says, where a letter to anybody can be made to come back so by hand. */
  button?: string
  domains: readonly string[]
  /** Of these domains only the local parts that begin so; all others get their mail. */
  localPart?: string
  write: WriteReturned
}

/** Whose mail comes back after it was taken. Real carriers' domains are among them, since their words are known by those. */
export const late: Record<LateKind, LateEntry> = {
  vanished: {
    label: '宛先不明(550 5.1.1)',
    button: '宛先不明で戻す',
    domains: ['vanished.example'],
    write: userUnknown,
  },
  full: {
    label: '満杯(552 5.2.2)',
    button: '満杯で戻す',
    domains: ['full.example'],
    write: mailboxFull,
  },
  blocked: {
    label: '送信ドメイン認証の失敗(DMARC)',
    domains: ['blocked.example'],
    write: senderUnauthenticated,
  },
  keitai: { label: '宛先不明(日本語の文面)', domains: ['keitai.example'], write: providerUnknown },
  docomo: {
    label: '宛先不明(ドコモの文面)',
    domains: ['docomo.ne.jp'],
    localPart: 'unknown-',
    write: docomoUnknown,
  },
  au: {
    label: '宛先不明(auの文面)',
    domains: ['ezweb.ne.jp', 'au.com'],
    localPart: 'unknown-',
    write: auUnknown,
  },
  complaint: {
    label: '迷惑メールとしての報告',
    button: '迷惑メールとして報告する',
    domains: ['complaint.example'],
    write: abuseReport,
  },
  away: { label: '不在通知', button: '不在通知を返す', domains: ['away.example'], write: awayNotice },
  slow: { label: '遅延の知らせ(再送中)', domains: ['slow.example'], write: stillTrying },
  odd: { label: '人が書いたメール(判定できない)', domains: ['odd.example'], write: strangersLetter },
}

/** How mail to an address comes back; null for everybody else's. */
export function lateKindOf(address: string): LateKind | null {
  const lower = address.toLowerCase()
  const domain = domainOf(lower)
  const found = lateKinds.find(
    (kind) => late[kind].domains.includes(domain) && lower.startsWith(late[kind].localPart ?? ''),
  )
  return found ?? null
}
