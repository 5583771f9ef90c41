import { once } from 'node:events'
import type { Socket } from 'node:net'

/** What follows a command's name: atoms, strings and literals as text (one character a byte), lists as lists. */
export type Argument = string | Argument[]

/** `UID` and the name behind it count as one name. */
export type Command = { tag: string; name: string; args: Argument[] }

/** One client's connection, in the units of the protocol. */
export type Wire = {
  /** The next command; null when the client has gone. Throws a `SyntaxError` where it cannot be read. */
  command: () => Promise<Command | null>
  /** The next line without its end, as in the middle of AUTHENTICATE and IDLE; null when the client has gone. */
  line: () => Promise<string | null>
  /** Resolves when the client takes more, or has gone: a client that does not read must not fill the memory. */
  write: (data: string | Buffer) => Promise<void>
  hangUp: () => void
  /** Resolves when the connection is over. */
  gone: Promise<void>
}

const longestLine = 100_000
const longestLiteral = 1_000_000

export function wireOf(socket: Socket): Wire {
  const gone = new Promise<void>((resolve) => socket.once('close', () => resolve()))
  const chunks = socket[Symbol.asyncIterator]() as AsyncIterator<Buffer>
  let held: Buffer = Buffer.alloc(0)
  const more = async (): Promise<boolean> => {
    // A client that breaks off is part of the tests, not an accident.
    const next = await chunks.next().catch(() => null)
    if (next === null || next.done) return false
    held = Buffer.concat([held, next.value])
    return true
  }
  const take = (end: number, skipped = 0): Buffer => {
    const taken = held.subarray(0, end)
    held = held.subarray(end + skipped)
    return taken
  }
  const line = async (): Promise<string | null> => {
    for (;;) {
      const end = held.indexOf('\r\n')
      if (end >= 0) return take(end, 2).toString('latin1')
      if (held.length > longestLine) throw new SyntaxError('The line is too long')
      if (!(await more())) return null
    }
  }
  const write = async (data: string | Buffer): Promise<void> => {
    if (socket.destroyed) return
    if (!socket.write(data)) await Promise.race([once(socket, 'drain'), gone])
  }
  /** A line and the literals in it, each as if it had come as a quoted string. */
  const wholeLine = async (): Promise<string | null> => {
    let text = ''
    for (;;) {
      const next = await line()
      if (next === null) return null
      const [mark, length, unasked] = /\{(\d+)(\+?)\}$/.exec(next) ?? []
      if (mark === undefined) return text + next
      const size = Number(length)
      if (size > longestLiteral) throw new SyntaxError('The literal is too long')
      if (!unasked) await write('+ Go ahead\r\n')
      while (held.length < size) if (!(await more())) return null
      const literal = take(size).toString('latin1')
      text += `${next.slice(0, -mark.length)}"${literal.replace(/["\\]/g, '\\$&')}"`
    }
  }
  const command = async (): Promise<Command | null> => {
    const text = await wholeLine()
    return text === null ? null : readCommand(text)
  }
  return { command, line, write, hangUp: () => socket.destroy(), gone }
}

function readCommand(text: string): Command {
  const [, tag = '', name = '', rest = ''] = /^([^\s()*+]+) (UID [a-z]+|[a-z]+)([\s\S]*)$/i.exec(text) ?? []
  if (name === '') throw new SyntaxError('A tag and a command are expected')
  return { tag, name: name.toUpperCase(), args: readArguments(rest) }
}

/** An opening or closing bracket, a quoted string, or an atom, in which `[…]` holds anything. */
const token = /\s*(?:([()])|"((?:[^"\\]|\\[\s\S])*)"|((?:[^\s()"[\]]|\[[^\]]*\])+))/y

function readArguments(text: string): Argument[] {
  const outer: Argument[] = []
  const open: Argument[][] = [outer]
  token.lastIndex = 0
  for (let at = 0; text.slice(at).trim() !== ''; at = token.lastIndex) {
    const [found, bracket, quoted, atom] = token.exec(text) ?? []
    const list = open.at(-1)
    if (found === undefined || list === undefined) throw new SyntaxError('The arguments cannot be read')
    if (bracket === '(') {
      const inner: Argument[] = []
      list.push(inner)
      open.push(inner)
    } else if (bracket === ')') open.pop()
    else list.push(atom ?? (quoted ?? '').replace(/\\([\s\S])/g, '$1'))
  }
  if (open.length !== 1) throw new SyntaxError('A bracket is not closed')
  return outer
}
