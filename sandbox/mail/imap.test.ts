import { once } from 'node:events'
import { connect, type Socket } from 'node:net'
import { ImapFlow } from 'imapflow'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { setFault } from '../faults.ts'
import { type Sandbox, startSandbox } from '../index.ts'
import { resetWorld } from '../world.ts'
import { putReturned } from './returns.ts'

let sandbox: Sandbox
const open: { close(): void }[] = []
beforeAll(async () => {
  sandbox = await startSandbox({ port: 0 })
})
afterAll(() => sandbox.close())
beforeEach(() => resetWorld(sandbox.world))
afterEach(() => {
  for (const client of open.splice(0)) client.close()
})

const put = (...texts: string[]) =>
  texts.map((text) => putReturned(sandbox.world.returns, Buffer.from(`Subject: ${text}\r\n\r\n${text}\r\n`)))
const uids = () => sandbox.world.returns.messages.map(({ uid }) => uid)

/** A client as the product's, logged in. */
async function logIn(pass = 'demo'): Promise<ImapFlow> {
  const { host, port } = sandbox.imap
  const client = new ImapFlow({ host, port, secure: false, auth: { user: 'demo', pass }, logger: false })
  client.on('error', () => undefined)
  open.push(client)
  await client.connect()
  return client
}

/** A client that speaks for itself; `say` resolves with what was answered up to the tag, or the `+`. */
async function bare(): Promise<(line: string, until?: RegExp) => Promise<string>> {
  const socket: Socket = connect(sandbox.imap.port, sandbox.imap.host).setEncoding('latin1')
  open.push({ close: () => socket.destroy() })
  let heard = ''
  socket.on('data', (text: string) => {
    heard += text
  })
  return async (line, until = new RegExp(`^(?:${line.split(' ')[0]}|\\+) .*\r\n`, 'm')) => {
    heard = ''
    if (line !== '') socket.write(`${line}\r\n`)
    while (!until.test(heard)) await once(socket, 'data')
    return heard
  }
}

describe('a client', () => {
  it('logs in with the right password only', async () => {
    await expect(logIn('wrong')).rejects.toMatchObject({ authenticationFailed: true })
    await logIn()
    expect(sandbox.world.calls.latest).toMatchObject([
      { service: 'imap', method: 'LOGIN', path: 'demo', status: 401 },
      { service: 'imap', method: 'LOGIN', path: 'demo', status: 200 },
    ])
  })

  it('finds and reads messages, whole and in part, without marking them', async () => {
    put('一', '二', 'three')
    const client = await logIn()
    const { uidValidity } = sandbox.world.returns
    expect(await client.mailboxOpen('INBOX')).toMatchObject({ exists: 3, uidNext: 4, uidValidity: BigInt(uidValidity) })
    expect(await client.search({ uid: '2:*' }, { uid: true })).toEqual([2, 3])
    const [second, third] = await client.fetchAll(
      '2:3',
      { source: true, size: true, internalDate: true },
      { uid: true },
    )
    expect(second?.source?.toString()).toBe('Subject: 二\r\n\r\n二\r\n')
    expect(second).toMatchObject({ uid: 2, seq: 2, size: 21, internalDate: expect.any(Date) })
    const part = await client.fetchOne('3', { source: { start: 9, maxLength: 3 }, flags: true }, { uid: true })
    expect(part).toMatchObject({ source: Buffer.from('thr'), flags: new Set() })
    expect(third?.source?.toString()).toContain('three')
  })

  it('marks and deletes messages, and only those it names', async () => {
    put('a', 'b', 'c')
    const client = await logIn()
    await client.mailboxOpen('INBOX')
    expect(await client.messageFlagsAdd('1:2', ['\\Seen'], { uid: true })).toBe(true)
    expect(await client.search({ seen: false }, { uid: true })).toEqual([3])
    await client.messageFlagsAdd('3', ['\\Deleted'], { uid: true })
    await client.messageDelete('2', { uid: true })
    expect(uids()).toEqual([1, 3])
    expect(await client.status('INBOX', { messages: true, unseen: true })).toMatchObject({ messages: 2, unseen: 1 })
  })

  it('that looks only changes nothing', async () => {
    put('a')
    const client = await logIn()
    await client.mailboxOpen('INBOX', { readOnly: true })
    expect(await client.messageFlagsAdd('1', ['\\Seen'], { uid: true })).toBe(false)
    expect(sandbox.world.returns.messages[0]?.seen).toBe(false)
  })

  it('is told of what comes and goes, also while it idles', async () => {
    put('a', 'b')
    const client = await logIn()
    await client.mailboxOpen('INBOX')
    const told: string[] = []
    client.on('exists', ({ count }) => told.push(`${count} there`))
    client.on('expunge', (gone) => told.push(`place ${'seq' in gone ? gone.seq : 0} gone`))
    sandbox.world.returns.messages.shift()
    put('c', 'd')
    await client.noop()
    expect(told).toEqual(['place 1 gone', '3 there'])
    const idling = client.idle()
    await expect.poll(() => client.idling).toBe(true)
    put('e')
    sandbox.world.news.tell('imap')
    await expect.poll(() => told.at(-1)).toBe('4 there')
    await client.noop()
    await idling
  })

  it('is sent away when the mail box is made anew', async () => {
    const client = await logIn()
    await client.mailboxOpen('INBOX')
    sandbox.world.returns.uidValidity += 1
    await client.noop()
    expect(client).toMatchObject({ usable: false, byeReason: 'The mail box was made anew' })
  })
})

describe('the protocol', () => {
  it('takes literals, asked for and not', async () => {
    const say = await bare()
    await say('', /sandbox\r\n/)
    expect(await say('a LOGIN {4}')).toMatch(/^\+ /)
    expect(await say('demo {4+}\r\ndemo', /^a /m)).toContain('a OK ')
  })

  it.each([
    ['a FETCH 1 FLAGS', 'a BAD Log in first'],
    ['a JUMP', 'a BAD The sandbox does not know JUMP'],
    ['a LOGIN demo "', '* BYE The arguments cannot be read'],
    ['nonsense', '* BYE A tag and a command are expected'],
  ])('%s is answered %s', async (line, answer) => {
    const say = await bare()
    await say('', /sandbox\r\n/)
    expect(await say(line, /\r\n/)).toBe(`${answer}\r\n`)
  })

  it.each([
    ['FETCH 1 ENVELOPE', 'BAD The sandbox does not fetch ENVELOPE'],
    ['UID SEARCH FROM x', 'BAD The sandbox does not search by FROM'],
    ['UID FETCH x FLAGS', 'BAD A set of messages is expected'],
    ['SELECT Archive', 'NO [NONEXISTENT] There is only the INBOX'],
  ])('%s is answered %s', async (line, answer) => {
    put('a')
    const say = await bare()
    await say('', /sandbox\r\n/)
    await say('a LOGIN demo demo')
    await say('b SELECT inbox')
    expect(await say(`c ${line}`)).toBe(`c ${answer}\r\n`)
  })
})

describe('faults', () => {
  const fault = (mode: 'hang' | 'close' | 'slow' | '401' | '429' | '500', afterAccepting = false) =>
    setFault(sandbox.world.faults, 'imap', { mode, times: 1, delayMs: 1, afterAccepting })

  it.each([
    ['401', { authenticationFailed: true }],
    ['429', { serverResponseCode: 'LIMIT' }],
    ['500', { serverResponseCode: 'SERVERBUG' }],
    ['close', { code: 'ClosedAfterConnectText' }],
  ] as const)('%s meets the login', async (mode, error) => {
    fault(mode)
    await expect(logIn()).rejects.toMatchObject(error)
    await logIn()
  })

  it('slow lets it through in the end', async () => {
    fault('slow')
    await logIn()
    expect(sandbox.world.calls.latest).toMatchObject([{ fault: 'slow', status: 200 }])
  })

  it('hang answers nothing until the client gives up', async () => {
    fault('hang')
    const say = await bare()
    await say('', /sandbox\r\n/)
    const answered = say('a LOGIN demo demo')
    const other = await logIn()
    await other.noop()
    expect(await Promise.race([answered, Promise.resolve('nothing yet')])).toBe('nothing yet')
    expect(sandbox.world.calls.latest[0]).toMatchObject({ fault: 'hang', status: null })
  })

  it('close breaks off in the middle of a message', async () => {
    put('x'.repeat(1_000))
    fault('close', true)
    const client = await logIn()
    await client.mailboxOpen('INBOX')
    await expect(client.fetchAll('1', { source: true }, { uid: true })).rejects.toMatchObject({ code: 'NoConnection' })
    expect(client.stats().received).toBeGreaterThan(1_000)
  })
})
