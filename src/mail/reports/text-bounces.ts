import { addressesIn, domainOf, isDaemon, sameAddress } from './addresses.ts'
import { bounds, oneLine } from './bounds.ts'
import { replyIn, stageIn, statusIn } from './codes.ts'
import { type Found, readBy } from './dialects/dialect.ts'
import { dialects } from './dialects/index.ts'
import type { Evidence } from './evidence.ts'
import { header } from './headers.ts'
import { lostByLocalPart, lostInProse } from './prose.ts'
import { judge } from './reasons/judge.ts'
import { plainWords } from './reasons/words.ts'
import type { Reason, RecipientVerdict } from './verdict.ts'

export interface Spoken {
  name: string
  notice: boolean
  hint: Reason | null
  found: Found[]
}

/** What the words of a report say by the first dialect that names somebody other than the sender; null when none does. */
export function foundInWords(evidence: Evidence): Spoken | null {
  const { lines } = evidence.human
  for (const dialect of dialects) {
    const found = readBy(dialect, lines).filter(({ address }) => !isBystander(address, evidence))
    if (found.length > 0)
      return { name: dialect.name, notice: dialect.notice === true, hint: dialect.hint ?? null, found }
  }
  return null
}

/** Postmasters, the sender of the letter and the one to whom the report was sent are not its subject. */
function isBystander(address: string, { letter, headers, from, addressee }: Evidence): boolean {
  if (sameAddress(address, addressee)) return false
  if (isDaemon(address) || sameAddress(address, from)) return true
  const senders = [header(letter, 'from'), header(letter, 'return-path'), header(headers, 'to')]
  if (senders.some((value) => value !== null && addressesIn(value, 5).some((one) => sameAddress(one, address))))
    return true
  const messageId = header(letter, 'message-id')
  return messageId?.includes(address) === true
}

/**
 * Whom free prose calls lost; asked when no dialect names anybody and no letter came back. Nobody of the house that the
 * report was sent to: forged warnings about full boxes name just those.
 */
export function strangerInProse(evidence: Evidence): string | null {
  const home = domainOf(header(evidence.headers, 'to') ?? '').replace(/>.*$/, '')
  const { lines, text } = evidence.human
  const stranger = lostInProse(text, (address) => domainOf(address) === home || isBystander(address, evidence))
  if (stranger?.sure === true) return stranger.address
  return lostByLocalPart(lines, evidence.from) ?? stranger?.address ?? null
}

/** Reads a bounce that follows no standard. Null: the words name nobody. */
export function readTextBounce(evidence: Evidence): { recipients: RecipientVerdict[]; name: string } | null {
  const failed = addressesIn(header(evidence.headers, 'x-failed-recipients') ?? '')
  const spoken = foundInWords(evidence)
  if (spoken === null && failed.length === 0) return null
  const found =
    failed.length === 0 ? (spoken?.found ?? []) : failed.map((address) => spokenOf(address, spoken, failed.length))
  const action = saysDelivered(evidence)
    ? 'delivered'
    : spoken?.notice === true || saysDelayed(evidence)
      ? 'delayed'
      : null
  const hint = spamSign(evidence) ?? spoken?.hint ?? null
  const recipients = found.map((one) => recipientOf(one, evidence, { action, hint }))
  return { recipients, name: spoken?.name ?? 'x-failed-recipients' }
}

/** au marks a bounce by this header when the recipient's own 迷惑メールフィルター refused the letter. */
export function spamSign({ headers }: Evidence): Reason | null {
  return header(headers, 'x-spasign') === 'NG' ? 'refused_by_recipient' : null
}

function spokenOf(address: string, spoken: Spoken | null, count: number): Found {
  const same = spoken?.found.find((one) => sameAddress(one.address, address))
  const only = count === 1 && spoken?.found.length === 1 ? spoken.found[0] : undefined
  return { address, originalAddress: same?.originalAddress ?? null, words: (same ?? only)?.words ?? [] }
}

const DELAYED =
  /(?:will be retried|will continue to (?:be )?(?:try|retry|attempt|made)|delivery attempts will continue|has not yet been delivered|no action is required on your part|you do not need to (?:resend|re-send|take any action)|this is (?:just )?a warning|warning message only|only a temporary failure report|delivery is delayed|will keep trying|再送を(?:試み|続け)|引き続き(?:再送|配信))/i

function saysDelayed({ human, subject }: Evidence): boolean {
  return DELAYED.test(plainWords(human.text)) || /\(delay\)|delayed|^warning[:!]/i.test(subject)
}

/** A receipt of the mail system itself (RFC 3461 `NOTIFY=SUCCESS`). */
const DELIVERED =
  /(?:delivery to (?:these|the following) recipients? (?:or groups )?is complete|was successfully (?:delivered|relayed)|(?:受信者|宛先).{0,40}への配信(?:が|は)完了)/i

function saysDelivered({ human, subject }: Evidence): boolean {
  return DELIVERED.test(human.text) || /^(?:relayed|delivered|配信済み|中継済み)\s{0,3}[:：]/i.test(subject)
}

/** A verdict from words alone. */
export function recipientOf(
  one: Found,
  evidence: Evidence,
  known: { action: 'delayed' | 'delivered' | null; hint: Reason | null },
): RecipientVerdict {
  const own = one.words.join('\n')
  const about = linesAbout(one.address, evidence.human.lines)
  const words = [own, about, evidence.human.text]
  const first = <Value>(read: (text: string) => Value | null) => words.map(read).find((value) => value !== null) ?? null
  const status = first(statusIn)
  const reply = first(replyIn)
  const stage = first(stageIn)
  const judged = judge({
    address: one.address,
    action: known.action,
    status,
    reply,
    stage,
    words,
    diagnosticType: null,
    hint: known.hint,
  })
  const diagnostic = oneLine(words.find((text) => text.trim() !== '') ?? '')
  return {
    address: one.address,
    originalAddress: one.originalAddress,
    ...judged,
    action: known.action,
    status,
    reply,
    stage,
    diagnostic,
    remoteMta: null,
  }
}

/** The lines that name an address and the two after each. */
export function linesAbout(address: string, lines: readonly string[]): string {
  const wanted = address.toLowerCase()
  const chosen: string[] = []
  for (let index = 0; index < lines.length && chosen.length < 24; index += 1) {
    if ((lines[index] ?? '').toLowerCase().includes(wanted)) chosen.push(...lines.slice(index, index + 3))
  }
  return chosen.join('\n').slice(0, bounds.diagnostic * 4)
}
