import { addressInField } from './addresses.ts'
import { bounds, oneLine } from './bounds.ts'
import { textOf } from './charset.ts'

/** One recipient's block of a `message/delivery-status` (RFC 3464 §2.3). */
export interface StatusBlock {
  address: string | null
  originalAddress: string | null
  action: string | null
  status: string | null
  /** `smtp`, `x-unix`, … in lower case. */
  diagnosticType: string | null
  diagnostic: string
  remoteMta: string | null
}

export interface DeliveryStatus {
  reportingMta: string | null
  envelopeId: string | null
  blocks: StatusBlock[]
}

const FIELD = /^([A-Za-z][A-Za-z-]{1,60})[ \t]{0,5}:[ \t]{0,20}(.*)$/

/** Whether a text that is not labelled so is a delivery status all the same. */
export function looksLikeDeliveryStatus(text: string): boolean {
  return (
    /^(?:Final|Original)-Recipient[ \t]{0,5}:/im.test(text) &&
    /^(?:Action|Status|Reporting-MTA)[ \t]{0,5}:/im.test(text)
  )
}

/** Reads the fields of RFC 3464 in whatever order and with whatever blank lines they come. */
export function readDeliveryStatus(bytes: string): DeliveryStatus {
  const reader: Reader = { status: { reportingMta: null, envelopeId: null, blocks: [] }, gap: true }
  for (const [name, value] of fieldsOf(textOf(bytes.slice(0, bounds.text), null))) {
    if (name === '') reader.gap = true
    else takeField(reader, name, value)
  }
  return reader.status
}

interface Reader {
  status: DeliveryStatus
  /** An empty line stood before the field: a new recipient may begin. */
  gap: boolean
}

/** Fields with their continuation lines; an empty name stands for an empty line. */
function* fieldsOf(text: string): Generator<[string, string]> {
  let name = ''
  let value = ''
  let count = 0
  for (const line of text.split('\n', bounds.lines)) {
    if (name !== '' && /^[ \t]+\S/.test(line)) {
      if (value.length < bounds.headerValue) value += ` ${line.trim().slice(0, bounds.line)}`
      continue
    }
    const field = FIELD.exec(line.slice(0, bounds.headerValue).trimEnd())
    // A long value broken without the blank that folding asks for belongs to the diagnostic text.
    if (field === null && name === 'diagnostic-code' && line.trim() !== '' && !line.startsWith('--')) {
      if (value.length < bounds.headerValue) value += ` ${line.trim().slice(0, bounds.line)}`
      continue
    }
    if (name !== '') yield [name, value]
    if (++count > bounds.lines) return
    name = field?.[1]?.toLowerCase() ?? ''
    value = field?.[2]?.trim() ?? ''
    if (name === '') yield ['', '']
  }
  if (name !== '') yield [name, value]
}

const OF_RECIPIENT = new Set([
  'final-recipient',
  'original-recipient',
  'action',
  'status',
  'diagnostic-code',
  'remote-mta',
  'x-actual-recipient',
])

function takeField(reader: Reader, name: string, value: string): void {
  const { status } = reader
  if (name === 'reporting-mta') status.reportingMta ??= withoutType(value)
  if (name === 'original-envelope-id') status.envelopeId ??= value
  if (!OF_RECIPIENT.has(name)) return
  const block = blockFor(reader, name)
  reader.gap = false
  if (block === null) return
  if (name === 'final-recipient') block.address ??= addressOf(value)
  else if (name === 'original-recipient') block.originalAddress ??= addressOf(value)
  else if (name === 'x-actual-recipient') block.address ??= addressInField(value)
  else if (name === 'action') block.action ??= /^[a-z]+/i.exec(value)?.[0].toLowerCase() ?? null
  else if (name === 'status') block.status ??= /\d\.\d{1,3}\.\d{1,3}/.exec(value)?.[0] ?? null
  else if (name === 'remote-mta') block.remoteMta ??= withoutType(value)
  else takeDiagnostic(block, value)
}

function blockFor({ status, gap }: Reader, name: string): StatusBlock | null {
  const last = status.blocks.at(-1)
  const repeats =
    last !== undefined &&
    ((name === 'final-recipient' && last.address !== null) ||
      (name === 'original-recipient' && last.originalAddress !== null) ||
      (gap && name === 'original-recipient' && last.address !== null))
  if (last !== undefined && !repeats) return last
  if (status.blocks.length >= bounds.recipients) return null
  const fresh: StatusBlock = {
    address: null,
    originalAddress: null,
    action: null,
    status: null,
    diagnosticType: null,
    diagnostic: '',
    remoteMta: null,
  }
  status.blocks.push(fresh)
  return fresh
}

function takeDiagnostic(block: StatusBlock, value: string): void {
  const typed = /^([A-Za-z0-9][A-Za-z0-9-]{0,30})[ \t]{0,5};[ \t]{0,5}(.*)$/.exec(value)
  if (block.diagnostic !== '') return
  block.diagnosticType = typed?.[1]?.toLowerCase() ?? null
  block.diagnostic = oneLine(typed?.[2] ?? value)
}

function withoutType(value: string): string {
  return oneLine(value.replace(/^[A-Za-z0-9-]{1,30}[ \t]{0,5};[ \t]{0,5}/, '')).slice(0, 255)
}

function addressOf(value: string): string | null {
  return addressInField(value.replace(/^[A-Za-z0-9-]{1,30}[ \t]{0,5};/, ' '))
}
