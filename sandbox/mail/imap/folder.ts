import type { Fault } from '../../faults.ts'
import type { ReturnedMessage, Returns } from '../returns.ts'
import { changeFlags, flagsOf, itemsOf, messagesIn, search } from './messages.ts'
import { type Answer, demandInbox, demandSelected, demandWritable, isAnswer, meet, type Session } from './session.ts'
import type { Argument } from './wire.ts'

/** The commands that open the folder and work in it. */
export const folderAnswers: Readonly<Record<string, Answer>> = {
  SELECT: (session, [folder]) => select(session, folder, false),
  EXAMINE: (session, [folder]) => select(session, folder, true),
  CLOSE: async (session) => {
    const { readOnly } = demandSelected(session)
    if (!readOnly) expunge(session.returns, session.returns.messages)
    session.selected = null
    return 'CLOSE completed'
  },
  IDLE: idle,
  SEARCH: (session, args) => find(session, args, false),
  'UID SEARCH': (session, args) => find(session, args, true),
  FETCH: (session, args) => fetchMessages(session, args, false),
  'UID FETCH': (session, args) => fetchMessages(session, args, true),
  STORE: (session, args) => store(session, args, false),
  'UID STORE': (session, args) => store(session, args, true),
  EXPUNGE: async (session) => {
    expunge(session.returns, demandWritable(session).view)
    return 'EXPUNGE completed'
  },
  'UID EXPUNGE': async (session, [set]) => {
    const named = messagesIn(demandWritable(session).view, set, true)
    expunge(
      session.returns,
      named.map(({ message }) => message),
    )
    return 'EXPUNGE completed'
  },
}

async function select(session: Session, folder: unknown, readOnly: boolean): Promise<string> {
  session.selected = null
  demandInbox(folder)
  const { messages, nextUid, uidValidity } = session.returns
  session.selected = { readOnly, view: [...messages] }
  await session.wire.write(
    [
      '* FLAGS (\\Seen \\Deleted)',
      `* ${messages.length} EXISTS`,
      '* 0 RECENT',
      `* OK [UIDVALIDITY ${uidValidity}] UIDs valid`,
      `* OK [UIDNEXT ${nextUid}] Predicted next UID`,
      `* OK [PERMANENTFLAGS (${readOnly ? '' : '\\Seen \\Deleted'})] Flags permitted`,
      '',
    ].join('\r\n'),
  )
  return `[${readOnly ? 'READ-ONLY' : 'READ-WRITE'}] Selected`
}

async function find(session: Session, keys: Argument[], byUid: boolean): Promise<string> {
  const found = search(demandSelected(session).view, keys)
  const numbers = found.map(({ place, message }) => ` ${byUid ? message.uid : place}`)
  await session.wire.write(`* SEARCH${numbers.join('')}\r\n`)
  return 'SEARCH completed'
}

async function fetchMessages(session: Session, [set, asked]: Argument[], byUid: boolean): Promise<string> {
  const { wire } = session
  for (const { place, message } of messagesIn(demandSelected(session).view, set, byUid)) {
    const items = itemsOf(message, asked, byUid)
    const bodies = items.some(({ value }) => typeof value !== 'string')
    const fault = bodies ? session.waiting : null
    if (fault !== null) session.waiting = null
    if (fault !== null && isAnswer(fault)) await meet(session, fault)
    for (const [index, { name, value }] of items.entries()) {
      await wire.write(`${index === 0 ? `* ${place} FETCH (` : ' '}${name} `)
      if (typeof value === 'string') await wire.write(value)
      else await writeLiteral(session, value, fault)
    }
    await wire.write(')\r\n')
  }
  return 'FETCH completed'
}

async function writeLiteral(session: Session, bytes: Buffer, fault: Fault | null): Promise<void> {
  await session.wire.write(`{${bytes.length}}\r\n`)
  if (fault === null) return session.wire.write(bytes)
  const half = Math.trunc(bytes.length / 2)
  await session.wire.write(bytes.subarray(0, half))
  await meet(session, fault)
  await session.wire.write(bytes.subarray(half))
}

async function store(session: Session, [set, operation, flags]: Argument[], byUid: boolean): Promise<string> {
  const name = String(operation).toUpperCase()
  for (const { place, message } of messagesIn(demandWritable(session).view, set, byUid)) {
    changeFlags(message, name, flags)
    const uid = byUid ? `UID ${message.uid} ` : ''
    if (!name.endsWith('.SILENT')) await session.wire.write(`* ${place} FETCH (${uid}FLAGS ${flagsOf(message)})\r\n`)
  }
  session.world.news.tell('imap')
  return 'STORE completed'
}

function expunge(returns: Returns, among: readonly ReturnedMessage[]): void {
  const going = new Set(among.filter(({ deleted }) => deleted))
  returns.messages = returns.messages.filter((message) => !going.has(message))
}

/** Tells what vanished and what came since the client was last told. */
export async function tellChanges({ returns, selected, wire }: Session): Promise<void> {
  if (selected === null) return
  const { view } = selected
  const there = new Set(returns.messages)
  let told = ''
  for (let place = view.length; place > 0; place--) {
    const message = view[place - 1]
    if (message === undefined || there.has(message)) continue
    view.splice(place - 1, 1)
    told += `* ${place} EXPUNGE\r\n`
  }
  const last = view.at(-1)?.uid ?? 0
  const come = returns.messages.filter(({ uid }) => uid > last)
  view.push(...come)
  if (come.length > 0) told += `* ${view.length} EXISTS\r\n`
  if (told !== '') await wire.write(told)
}

async function idle(session: Session): Promise<string> {
  demandSelected(session)
  await session.wire.write('+ idling\r\n')
  const deaf = session.world.news.listen((of) => {
    if (of === 'imap') void tellChanges(session)
  })
  await tellChanges(session)
  await session.wire.line()
  deaf()
  return 'IDLE completed'
}
