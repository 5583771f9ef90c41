import type { Call } from '../../calls.ts'
import { type Fault, type FaultMode, waitOut } from '../../faults.ts'
import type { World } from '../../world.ts'
import type { ReturnedMessage, Returns } from '../returns.ts'
import { Refusal } from './messages.ts'
import type { Argument, Wire } from './wire.ts'

/** One client's conversation. */
export type Session = {
  world: World
  wire: Wire
  /** The mail box as it was when the client came: another one, after a reset, has other UIDs. */
  returns: Returns
  uidValidity: number
  loggedIn: boolean
  selected: Selected | null
  /** A fault that waits for the first message to be fetched. */
  waiting: Fault | null
}

/** The open mail box as this client was told of it. */
export type Selected = { readOnly: boolean; view: ReturnedMessage[] }

/** Answers are written on the way; what is returned ends the command, after `OK`. */
export type Answer = (session: Session, args: Argument[]) => Promise<string>

export function demandInbox(folder: unknown): void {
  if (String(folder).toUpperCase() !== 'INBOX') throw new Refusal('NO', '[NONEXISTENT] There is only the INBOX')
}

export function demandSelected({ selected }: Session): Selected {
  if (selected === null) throw new Refusal('BAD', 'Select a mail box first')
  return selected
}

export function demandWritable(session: Session): Selected {
  const selected = demandSelected(session)
  if (selected.readOnly) throw new Refusal('NO', 'The mail box is open for reading only')
  return selected
}

const faultReplies: Partial<Record<FaultMode, [number, string]>> = {
  '401': [401, '[AUTHENTICATIONFAILED] Invalid credentials'],
  '429': [429, '[LIMIT] Too many connections from your address'],
  '500': [500, '[SERVERBUG] Internal error occurred'],
}

/** Whether a fault is an answer, which cannot stand in the middle of another one. */
export function isAnswer(fault: Fault): boolean {
  return faultReplies[fault.mode] !== undefined
}

/** A hang answers nothing until the client gives up. Returns only from `slow`. */
export async function meet({ wire }: Session, fault: Fault, call?: Call): Promise<void> {
  const [status = null, words = ''] = faultReplies[fault.mode] ?? []
  if (call) call.status = status
  if (fault.mode === 'slow') return waitOut(fault)
  if (fault.mode === 'close') wire.hangUp()
  if (fault.mode === 'close' || fault.mode === 'hang') await wire.gone
  throw new Refusal('NO', words)
}
