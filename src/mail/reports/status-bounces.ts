import { addressesIn, sameAddress } from './addresses.ts'
import { oneLine } from './bounds.ts'
import { replyIn, stageIn, statusIn } from './codes.ts'
import {
  type DeliveryStatus,
  looksLikeDeliveryStatus,
  readDeliveryStatus,
  type StatusBlock,
} from './delivery-status.ts'
import type { Found } from './dialects/dialect.ts'
import type { Evidence } from './evidence.ts'
import { header } from './headers.ts'
import type { Part } from './parts.ts'
import { judge } from './reasons/judge.ts'
import { foundInWords, linesAbout, type Spoken, spamSign } from './text-bounces.ts'
import type { RecipientVerdict } from './verdict.ts'

export interface StatusReport {
  status: DeliveryStatus
  recipients: RecipientVerdict[]
}

/** Reads a report of RFC 3464 / 6533, labelled or not; null when there is none or it names nobody at all. */
export function readStatusReport(evidence: Evidence): StatusReport | null {
  const part = statusPart(evidence.opened.parts)
  if (part === null) return null
  const status = readDeliveryStatus(part.bytes)
  if (status.blocks.length === 0) return null
  const spoken = foundInWords(evidence)
  const recipients = status.blocks.flatMap((block, index) => recipientOf(block, index, evidence, spoken) ?? [])
  return recipients.length === 0 ? null : { status, recipients: withoutRepeats(recipients) }
}

function statusPart(parts: readonly Part[]): Part | null {
  const labelled = parts.find(
    ({ type, bytes }) => /delivery-status$/.test(type) && /^[A-Za-z-]{4,40}[ \t]{0,5}:/m.test(bytes),
  )
  if (labelled !== undefined) return labelled
  return (
    parts.find(({ type, bytes }) => !type.includes('rfc822') && looksLikeDeliveryStatus(bytes.slice(0, 65_536))) ?? null
  )
}

function recipientOf(
  block: StatusBlock,
  index: number,
  evidence: Evidence,
  spoken: Spoken | null,
): RecipientVerdict | null {
  const found = spoken?.found ?? []
  const address = addressOf(block, index, evidence, found)
  if (address === null) return null
  const own = found.find((one) => sameAddress(one.address, address) || sameAddress(one.address, block.originalAddress))
  const around = [own?.words.join('\n') ?? '', linesAbout(address, evidence.human.lines)]
  const all = [block.diagnostic, ...around, evidence.human.text]
  const status = statusOf(block, around)
  const stage = all.map(stageIn).find((one) => one !== null) ?? null
  const reply = [block.diagnostic, ...around].map(replyIn).find((one) => one !== null) ?? null
  const judged = judge({
    address,
    action: block.action,
    status,
    reply,
    stage,
    words: all,
    diagnosticType: block.diagnosticType,
    hint: spamSign(evidence) ?? (block.diagnostic === '' ? (spoken?.hint ?? null) : null),
  })
  return {
    address,
    originalAddress: sameAddress(block.originalAddress, address) ? null : block.originalAddress,
    ...judged,
    action: block.action,
    status,
    reply,
    stage,
    diagnostic: block.diagnostic === '' ? oneLine(around.find((text) => text !== '') ?? '') : block.diagnostic,
    remoteMta: block.remoteMta,
  }
}

function addressOf(
  block: StatusBlock,
  index: number,
  { headers, addressee, human }: Evidence,
  spoken: readonly Found[],
): string | null {
  if (block.address !== null) return block.address
  if (block.originalAddress !== null) return block.originalAddress
  const failed = addressesIn(header(headers, 'x-failed-recipients') ?? '')
  return failed[index] ?? spoken[index]?.address ?? addressee ?? addressesIn(human.text, 1)[0] ?? null
}

/** `x.0.0` says nothing: the diagnostic text may carry the remote server's better code. */
function statusOf({ status, diagnostic }: StatusBlock, around: readonly string[]): string | null {
  if (status !== null && !/^[245]\.0\.0$/.test(status)) return status
  const better = [diagnostic, ...around].map(statusIn).find((one) => one !== null && !/\.0\.0$/.test(one))
  return better ?? status
}

function withoutRepeats(recipients: readonly RecipientVerdict[]): RecipientVerdict[] {
  return recipients.filter(
    (one, index) => recipients.findIndex((other) => sameAddress(other.address, one.address)) === index,
  )
}
