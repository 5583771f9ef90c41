import { getCACertificates, setDefaultCACertificates } from 'node:tls'
import { afterAll, afterEach, beforeAll, expect, it, onTestFinished } from 'vitest'
import { setFault } from '../../../sandbox/faults.ts'
import { type Sandbox, startSandbox } from '../../../sandbox/index.ts'
import { putReturned } from '../../../sandbox/mail/returns.ts'
import { freePort } from '../../../tests/support/free-port.ts'
import { type ScriptedImap, scriptedImap } from '../../../tests/support/scripted-imap.ts'
import { selfSigned } from '../../../tests/support/self-signed.ts'
import { type MailboxSettings, mailboxDefinition } from './settings.ts'
import { tryMailbox } from './try.ts'

let sandbox: Sandbox
let imap: ScriptedImap | undefined
beforeAll(async () => {
  sandbox = await startSandbox({ port: 0 })
})
afterAll(() => sandbox.close())
afterEach(async () => {
  await imap?.close()
  imap = undefined
})

const PASSWORD = 'pass-Word-1'
const settings = (change: Partial<MailboxSettings>): MailboxSettings => ({
  ...{ ...mailboxDefinition.defaults, ...sandbox.imap, security: 'plain', user: 'demo', password: 'demo' },
  ...change,
})

it('says how many messages there are, and changes nothing', async () => {
  const { returns } = sandbox.world
  for (const text of ['a', 'b']) putReturned(returns, Buffer.from(text))
  expect(await tryMailbox(settings({ afterwards: 'delete' }))).toEqual({ kind: 'ok', messages: 2 })
  expect(returns.messages).toMatchObject(Array(2).fill({ seen: false, deleted: false }))
})

it('says that the folder is not there, in the server’s words too', async () => {
  expect(await tryMailbox(settings({ folder: '不達通知' }))).toEqual({
    kind: 'failed',
    code: 'folder',
    reason: 'フォルダー「不達通知」を開けません。フォルダー名をご確認ください(サーバーの応答: There is only the INBOX)',
  })
})

it('says that nobody listens there', async () => {
  const port = await freePort()
  expect(await tryMailbox(settings({ port }))).toMatchObject({
    code: 'refused',
    reason: expect.stringContaining(`ポート ${port} に接続を拒否されました`),
  })
})

it('gives up on a server that does not answer', async () => {
  setFault(sandbox.world.faults, 'imap', { mode: 'hang', times: 1, delayMs: 0, afterAccepting: false })
  expect(await tryMailbox(settings({}), 200)).toMatchObject({ code: 'timeout' })
})

it.each(['tls', 'starttls'] as const)('%s is spoken where somebody vouches for the certificate', async (security) => {
  const signed = selfSigned('localhost')
  const before = getCACertificates('default')
  setDefaultCACertificates([...before, signed.cert])
  onTestFinished(() => setDefaultCACertificates(before))
  const CAPABILITY = `* CAPABILITY IMAP4rev1 STARTTLS UIDPLUS\r\nTAG OK done`
  imap = await scriptedImap({ CAPABILITY }, signed, security)
  const { port } = imap.server
  expect(await tryMailbox(settings({ host: 'localhost', port, security }))).toEqual({ kind: 'ok', messages: 2 })
  expect(imap.heard.filter((command) => command.startsWith('STARTTLS'))).toHaveLength(security === 'tls' ? 0 : 1)
  expect(await tryMailbox(settings({ host: '127.0.0.1', port, security }))).toMatchObject({ code: 'certificate' })
})

it('trusts no certificate that nobody vouches for, and does not log in', async () => {
  imap = await scriptedImap({}, selfSigned('127.0.0.1'))
  expect(await tryMailbox(settings({ ...imap.server, security: 'tls' }))).toMatchObject({
    code: 'certificate',
    reason: expect.stringContaining('証明書を確認できません'),
  })
  expect(imap.heard).toEqual([])
})

it.each([
  ['tls', '* CAPABILITY IMAP4rev1'],
  ['starttls', '* CAPABILITY IMAP4rev1'],
  ['plain', '* CAPABILITY IMAP4rev1 LOGINDISABLED'],
] as const)('does not send the password where %s is not to be had', async (security, capability) => {
  imap = await scriptedImap({ CAPABILITY: `${capability}\r\nTAG OK done` })
  expect(await tryMailbox(settings({ ...imap.server, security, password: PASSWORD }))).toMatchObject({ code: 'tls' })
  expect(imap.heard.join()).not.toContain(PASSWORD)
})

it('never repeats the password, even where the server does', async () => {
  imap = await scriptedImap({ LOGIN: `TAG NO wrong: ${PASSWORD}` })
  const tried = await tryMailbox(settings({ ...imap.server, password: PASSWORD }))
  expect(tried).toMatchObject({ code: 'login', reason: expect.stringContaining('(サーバーの応答: wrong: …)') })
  expect(JSON.stringify(tried)).not.toContain(PASSWORD)
})

it('says why the server sent us away', async () => {
  imap = await scriptedImap({ GREETING: '* BYE too many connections' })
  expect(await tryMailbox(settings(imap.server))).toMatchObject({
    code: 'closed',
    reason: expect.stringContaining('too many connections'),
  })
})
