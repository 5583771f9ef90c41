import { Buffer } from 'node:buffer'
import { timingSafeEqual } from 'node:crypto'
import type { Secrets } from '../platform/secrets.ts'
import type { Traces, Verdict } from './reports/index.ts'

/**
 * Tokens that go out with a mail and come back in a report about it: `l2s-<16 characters>`, a name and 80 bits of
 * HMAC-SHA-256 over it. Who holds one was sent the mail; nothing else in a report is believed of which mail it is about.
 * Letters of one case and digits only: servers on the way write local parts in lower case.
 */
const ALPHABET = 'abcdefghijklmnopqrstuvwxyz234567'
const SIGNATURE_BYTES = 10
const TOKEN = /(?<![a-z0-9])([a-z][0-9a-z]{1,12})-([a-z2-7]{16})(?![a-z0-9])/gi

/** What a mail is to be called in reports: a letter by its id, a mail to administrators about an event by its reference. */
export type Named = { kind: 'letter'; id: number } | { kind: 'notice'; reference: string }

export function nameOf(named: Named): string {
  return named.kind === 'letter' ? `l${named.id.toString(36)}` : `n${named.reference.toLowerCase()}`
}

export function tokenOf(secrets: Secrets, name: string): string {
  return `${name}-${signatureOf(secrets, name)}`
}

/** `returns@shop.example` → `returns+<token>@shop.example`, and a Message-ID likewise before its `@`. */
export function withToken(address: string, joint: '+' | '.', token: string): string {
  const at = address.lastIndexOf('@')
  return `${address.slice(0, at)}${joint}${token}${address.slice(at)}`
}

/** The mail that a report is about, by the first token of ours in its traces; null where it bears none, or forged ones. */
export function namedBy(secrets: Secrets, verdict: Pick<Verdict, 'letter' | 'report' | 'envelopeId'>): Named | null {
  return namedIn(secrets, [...placesOf(verdict.letter), verdict.envelopeId ?? '', ...placesOf(verdict.report)])
}

/** The id of the letter that a report is about, as far as its token proves; null otherwise. */
export function letterNamedBy(secrets: Secrets, verdict: Parameters<typeof namedBy>[1]): number | null {
  const named = namedBy(secrets, verdict)
  return named?.kind === 'letter' ? named.id : null
}

/** The mail whose token stands first in these texts; null where none does, or forged ones only. */
export function namedIn(secrets: Secrets, places: readonly string[]): Named | null {
  for (const place of places) {
    for (const [, name = '', signature = ''] of place.matchAll(TOKEN)) {
      const named = readName(name.toLowerCase())
      if (named !== null && isOurs(secrets, name.toLowerCase(), signature.toLowerCase())) return named
    }
  }
  return null
}

/** Where a token may stand. The letter that is given back comes first: what wraps it may quote other letters of ours. */
function placesOf(traces: Traces | null): string[] {
  if (traces === null) return []
  const { messageId, returnPath, to, inReplyTo } = traces
  const single = [messageId, returnPath, to, inReplyTo].filter((place) => place !== null)
  return [...Object.values(traces.extra), ...single, ...traces.deliveredTo, ...traces.references]
}

function readName(name: string): Named | null {
  const rest = name.slice(1)
  if (name.startsWith('n')) return { kind: 'notice', reference: rest.toUpperCase() }
  const id = Number.parseInt(rest, 36)
  return name.startsWith('l') && Number.isSafeInteger(id) ? { kind: 'letter', id } : null
}

function isOurs(secrets: Secrets, name: string, signature: string): boolean {
  return timingSafeEqual(Buffer.from(signatureOf(secrets, name)), Buffer.from(signature))
}

function signatureOf(secrets: Secrets, name: string): string {
  const bytes = Buffer.from(secrets.sign('returned-mail', name), 'base64url').subarray(0, SIGNATURE_BYTES)
  const bits = [...bytes].map((byte) => byte.toString(2).padStart(8, '0')).join('')
  return (bits.match(/.{5}/g) ?? []).map((five) => ALPHABET.charAt(Number.parseInt(five, 2))).join('')
}
