import { noteCall } from '../../calls.ts'
import { takeFault } from '../../faults.ts'
import type { World } from '../../world.ts'
import { folderAnswers, tellChanges } from './folder.ts'
import { Refusal } from './messages.ts'
import { type Answer, demandInbox, meet, type Session } from './session.ts'
import type { Command, Wire } from './wire.ts'

const capabilities = 'IMAP4rev1 AUTH=PLAIN ID IDLE LITERAL+ NAMESPACE UIDPLUS'

/** Talks with a client until it goes, or is sent away. */
export async function converse(world: World, wire: Wire): Promise<void> {
  const { returns } = world
  const uidValidity = returns.uidValidity
  const session: Session = { world, wire, returns, uidValidity, loggedIn: false, selected: null, waiting: null }
  await wire.write(`* OK [CAPABILITY ${capabilities}] Luxliner sandbox\r\n`)
  for (;;) {
    const command = await wire.command()
    if (command === null) return
    if (world.returns !== returns || returns.uidValidity !== uidValidity)
      return wire.write('* BYE The mail box was made anew\r\n')
    await wire.write(`${command.tag} ${await answerTo(session, command)}\r\n`)
    if (command.name === 'LOGOUT') return
  }
}

async function answerTo(session: Session, command: Command): Promise<string> {
  const answer = answers[command.name]
  try {
    if (!answer) throw new Refusal('BAD', `The sandbox does not know ${command.name}`)
    if (!session.loggedIn && !beforeLogin.includes(command.name)) throw new Refusal('BAD', 'Log in first')
    const ended = await answer(session, command.args)
    // By place, messages may only vanish where the client does not count on places (RFC 3501 §7.4.1).
    if (!['FETCH', 'STORE', 'SEARCH'].includes(command.name)) await tellChanges(session)
    return `OK ${ended}`
  } catch (error) {
    if (error instanceof Refusal) return `${error.status} ${error.message}`
    throw error
  }
}

const beforeLogin = ['CAPABILITY', 'NOOP', 'LOGOUT', 'ID', 'LOGIN', 'AUTHENTICATE']

const answers: Readonly<Record<string, Answer>> = {
  CAPABILITY: async ({ wire }) => {
    await wire.write(`* CAPABILITY ${capabilities}\r\n`)
    return 'CAPABILITY completed'
  },
  NOOP: async () => 'NOOP completed',
  CHECK: async () => 'CHECK completed',
  ID: async ({ wire }) => {
    await wire.write('* ID ("name" "Luxliner sandbox")\r\n')
    return 'ID completed'
  },
  LOGOUT: async ({ wire }) => {
    await wire.write('* BYE Until next time\r\n')
    return 'LOGOUT completed'
  },
  LOGIN: (session, [user, password]) => logIn(session, user, password),
  AUTHENTICATE: async (session, [mechanism, initial]) => {
    if (String(mechanism).toUpperCase() !== 'PLAIN') throw new Refusal('NO', 'Only PLAIN is offered')
    if (initial === undefined) await session.wire.write('+ \r\n')
    const response = initial ?? (await session.wire.line()) ?? ''
    const [, user, password] = Buffer.from(String(response), 'base64').toString('latin1').split('\0')
    return logIn(session, user, password)
  },
  NAMESPACE: async ({ wire }) => {
    await wire.write('* NAMESPACE (("" "/")) NIL NIL\r\n')
    return 'NAMESPACE completed'
  },
  LIST: (session, [, pattern]) => list(session, 'LIST', pattern),
  LSUB: (session, [, pattern]) => list(session, 'LSUB', pattern),
  STATUS: async ({ wire, returns }, [folder, asked]) => {
    demandInbox(folder)
    const { messages, nextUid, uidValidity } = returns
    const unseen = messages.filter(({ seen }) => !seen).length
    const known: Record<string, number> = {
      ...{ MESSAGES: messages.length, RECENT: 0, UIDNEXT: nextUid, UIDVALIDITY: uidValidity, UNSEEN: unseen },
    }
    const items = [asked ?? []].flat().map((item) => `${item} ${known[String(item).toUpperCase()] ?? 0}`)
    await wire.write(`* STATUS INBOX (${items.join(' ')})\r\n`)
    return 'STATUS completed'
  },
  ...folderAnswers,
}

/** IMAP has no numbers for how a call ended; those of HTTP stand in the list of calls. */
async function logIn(session: Session, user: unknown, password: unknown): Promise<string> {
  const { world } = session
  const call = noteCall(world.calls, 'imap', 'LOGIN', String(user))
  const fault = takeFault(world.faults, 'imap')
  call.fault = fault?.mode ?? null
  world.news.tell('imap')
  if (fault?.afterAccepting) session.waiting = fault
  else if (fault) await meet(session, fault, call)
  if (user !== 'demo' || password !== 'demo') {
    call.status = 401
    throw new Refusal('NO', '[AUTHENTICATIONFAILED] Invalid credentials')
  }
  call.status = 200
  session.loggedIn = true
  return `[CAPABILITY ${capabilities}] Logged in`
}

async function list({ wire }: Session, name: string, pattern: unknown): Promise<string> {
  if (pattern === '') await wire.write(`* ${name} (\\Noselect) "/" ""\r\n`)
  else if (/^(?:inbox|\*|%)$/i.test(String(pattern))) await wire.write(`* ${name} (\\HasNoChildren) "/" INBOX\r\n`)
  return `${name} completed`
}
