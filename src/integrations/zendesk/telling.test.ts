import { sql } from 'kysely'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { testDatabase } from '../../../tests/support/database.ts'
import { applicationCompleted, startTelling, type Telling, until } from '../../../tests/support/telling.ts'
import { type DeliveriesContext, startDeliveries } from '../../deliveries/index.ts'
import { type Administration, createAdministration } from '../administration.ts'
import { asConnector } from '../connector.ts'
import { zendesk } from './index.ts'

const database = testDatabase()
let telling: Telling
let context: DeliveriesContext
let administration: Administration
let loops: ReturnType<typeof startDeliveries>

const OAUTH = {
  enabled: true,
  subdomain: 'luxliner-demo',
  authentication: 'oauth',
  clientId: 'luxliner',
  clientSecret: 'sandbox-oauth-secret',
}

beforeEach(async () => {
  telling = await startTelling(database.db, database.url)
  const connector = asConnector(zendesk({ apiBase: `${telling.sandbox.url}/zendesk/{subdomain}` }))
  context = { ...telling.context, connectors: [connector, ...telling.context.connectors] }
  administration = createAdministration(context)
  expect(await save(OAUTH)).toMatchObject({ kind: 'saved' })
  loops = startDeliveries(context)
})
afterEach(async () => {
  await Promise.all(loops.map((loop) => loop.drain()))
  await telling.close()
  await sql`truncate events, deliveries, posts, attempts, connections, budgets, attention, settings restart identity cascade`.execute(
    database.db,
  )
})

async function save(values: Record<string, unknown>) {
  const { version } = (await administration.read('zendesk')) ?? { version: 0 }
  return administration.save('zendesk', { version, values }, 'test')
}

const tickets = () => telling.sandbox.world.zendesk.tickets.map(({ externalId }) => externalId)
const apply = (number: string) => telling.tell(applicationCompleted(number))
const posts = () =>
  database.db.selectFrom('posts').select(['state', 'attempts', 'reason']).where('connector', '=', 'zendesk').execute()
const allAre = (state: string, count: number) =>
  until(posts, (rows) => rows.length === count && rows.every((row) => row.state === state))
/** The wait before the next try is over. */
const makeDue = () => sql`update posts set due_at = now() where connector = 'zendesk'`.execute(database.db)
const fault = (mode: '401' | '500' | 'none', afterAccepting = false) => {
  telling.sandbox.world.faults.zendesk = { mode, timesLeft: null, delayMs: 0, afterAccepting }
}

it('a token that ends is replaced without anybody noticing, and nothing stored knows it', async () => {
  await apply('A-1')
  await until(tickets, (list) => list.length === 1)
  await fetch(`${telling.sandbox.url}/zendesk/switches/expire-access-tokens`, { method: 'POST' })
  await apply('A-2')
  await allAre('delivered', 2)
  expect(tickets()).toEqual(['application-A-1', 'application-A-2'])
  expect((await posts()).map(({ attempts }) => attempts)).toEqual([1, 1])
  const { accessTokens } = telling.sandbox.world.zendesk
  const kept = JSON.stringify([
    await database.db.selectFrom('attempts').selectAll().execute(),
    await database.db.selectFrom('posts').selectAll().execute(),
    await database.db.selectFrom('settings').selectAll().execute(),
  ])
  expect(accessTokens.size).toBeGreaterThanOrEqual(2)
  for (const secret of [...accessTokens.keys(), OAUTH.clientSecret]) expect(kept).not.toContain(secret)
})

it('refused credentials pause everything, and good ones release what waited, each once', async () => {
  fault('401')
  for (const number of ['A-1', 'A-2', 'A-3']) await apply(number)
  await until(
    () => administration.read('zendesk'),
    (page) => page?.connection.state === 'paused',
  )
  await until(posts, (rows) => rows.length === 3 && rows.every(({ reason }) => reason !== null))
  expect(telling.alarms).toHaveLength(1)
  fault('none')
  expect(await save({ clientSecret: 'not-the-secret' })).toMatchObject({
    kind: 'invalid',
    faults: [{ field: 'clientSecret', message: expect.stringContaining('Client authentication failed') }],
  })
  expect(await save(OAUTH)).toMatchObject({ kind: 'saved' })
  await allAre('delivered', 3)
  expect(tickets().toSorted()).toEqual(['application-A-1', 'application-A-2', 'application-A-3'])
  expect(await administration.read('zendesk')).toMatchObject({ connection: { state: 'ok' } })
})

it('what went wrong at Zendesk and was mended there goes on once a test succeeds', async () => {
  fault('401')
  for (const number of ['A-1', 'A-2', 'A-3']) await apply(number)
  await until(
    () => administration.read('zendesk'),
    (page) => page?.connection.state === 'paused',
  )
  expect(await administration.test('zendesk', null)).toMatchObject({ ok: false })
  expect(await administration.read('zendesk')).toMatchObject({
    connection: { state: 'paused', consequence: expect.stringContaining('接続テストに成功すると') },
  })
  fault('none')
  const report = await administration.test('zendesk', null)
  expect(report?.steps.at(-1)).toEqual({ label: '送信', ok: true, message: '止めていた送信を再開しました。' })
  await allAre('delivered', 3)
  expect((await administration.test('zendesk', null))?.steps.map(({ label }) => label)).toEqual([
    'ログイン',
    'チケット',
  ])
})

it('what waited is written by the agent who mended the connection', async () => {
  const { users } = telling.sandbox.world.zendesk
  users.push({
    id: 77,
    name: '新しい担当',
    email: 'new@luxliner-demo.example',
    role: 'agent',
    suspended: false,
    createdAt: '',
  })
  fault('401')
  await apply('A-1')
  await until(posts, (rows) => rows.some((row) => row.attempts === 1 && row.state === 'waiting'))
  fault('none')
  const agent = { authentication: 'token', email: 'new@luxliner-demo.example', apiToken: 'sandbox-zendesk-token' }
  expect(await save(agent)).toMatchObject({ kind: 'saved' })
  await allAre('delivered', 1)
  expect(telling.sandbox.world.zendesk.tickets).toMatchObject([{ submitterId: 77, comment: { authorId: 77 } }])
})

it('a ticket whose answer was lost is not made twice, whether or not Zendesk remembers the key', async () => {
  fault('500', true)
  await apply('A-1')
  await until(posts, (rows) => rows.some((row) => row.state === 'waiting' && row.attempts === 1))
  telling.sandbox.world.zendesk.creations.clear()
  fault('none')
  await makeDue()
  await allAre('delivered', 1)
  expect(tickets()).toEqual(['application-A-1'])
  expect(await posts()).toMatchObject([{ attempts: 2, reason: '前の送信でチケットが作成されていました' }])
})

it('other templates saved meanwhile do not change what may have gone out', async () => {
  fault('500')
  await apply('A-1')
  await until(posts, (rows) => rows.some((row) => row.state === 'waiting' && row.attempts === 1))
  fault('none')
  expect(await save({ subject: '別の件名' })).toMatchObject({ kind: 'saved' })
  await allAre('delivered', 1)
  expect(telling.sandbox.world.zendesk.tickets[0]?.subject).toContain('【お申し込み】')
})

it('what waited goes out oldest first, however many minutes it takes', async () => {
  const { zendesk: desk } = telling.sandbox.world
  fault('401')
  const numbers = Array.from({ length: 30 }, (_, index) => `A-${index}`)
  for (const number of numbers) await apply(number)
  await until(posts, (rows) => rows.length === 30 && rows.every(({ reason }) => reason !== null))
  fault('none')
  desk.callsPerMinute = 10
  expect(await save(OAUTH)).toMatchObject({ kind: 'saved' })
  // Everything that waits has seen that this minute's calls are used up before the next minute begins.
  for (let sent = tickets().length; sent < 30; sent = tickets().length) {
    await until(posts, (rows) =>
      rows.every((row) => row.state !== 'waiting' || row.reason?.startsWith('APIの利用制限')),
    )
    desk.window.startedAt -= 60_000
    await sql`update budgets set resets_at = now() + interval '20 ms'`.execute(database.db)
    await sql`update posts set reason = null, due_at = due_at - (select max(due_at) - now() from posts where state = 'waiting')
      + interval '20 ms' where state = 'waiting'`.execute(database.db)
    await until(tickets, (list) => list.length > sent)
  }
  await allAre('delivered', 30)
  const places = tickets().map((id) => numbers.indexOf(id?.replace('application-', '') ?? ''))
  // Two are on their way at once.
  for (const [index, place] of places.entries()) expect(Math.abs(place - index)).toBeLessThanOrEqual(2)
})

it('what the account may not do in this minute waits for the next, without asking in vain', async () => {
  const { zendesk: desk, calls } = telling.sandbox.world
  desk.callsPerMinute = desk.window.used + 4
  // Its answer tells of the smaller allowance; before that nobody can know.
  await apply('A-1')
  await allAre('delivered', 1)
  for (const number of ['A-2', 'A-3', 'A-4', 'A-5', 'A-6']) await apply(number)
  const held = (row: { reason: string | null }) => row.reason?.startsWith('APIの利用制限')
  const first = await until(
    posts,
    (rows) =>
      rows.length === 6 && rows.every((row) => row.state === 'delivered' || (row.state === 'waiting' && held(row))),
  )
  // Two answers that overtake each other may cost the last call of the minute (docs/decisions/0007), never one too many.
  const sent = first.filter(({ state }) => state === 'delivered').length
  expect([3, 4]).toContain(sent)
  desk.window.startedAt -= 60_000
  await sql`update budgets set resets_at = now()`.execute(database.db)
  await sql`update posts set due_at = now() where state = 'waiting'`.execute(database.db)
  await allAre('delivered', 6)
  const all = ['A-1', 'A-2', 'A-3', 'A-4', 'A-5', 'A-6'].map((number) => `application-${number}`)
  expect(tickets().slice(sent).toSorted()).toEqual(all.slice(sent))
  expect(calls.latest.filter(({ service, status }) => service === 'zendesk' && status === 429)).toEqual([])
})

it('a suspended customer is refused in Zendesk’s words, for staff to see', async () => {
  const event = applicationCompleted('A-1')
  if (event.type !== 'application.completed') throw new Error('not an application')
  const customer = { ...event.payload.customer, email: 'suspended@customer.example' }
  await telling.tell({ ...event, payload: { ...event.payload, customer } })
  await allAre('refused', 1)
  expect(await database.db.selectFrom('attention').select(['kind', 'title', 'detail']).execute()).toEqual([
    {
      kind: 'delivery.zendesk',
      title: 'Zendeskのチケットを作成できませんでした: 申し込み A-1(佐藤 花子 様)',
      detail: expect.stringContaining('Requester: 利用停止のお客様 is suspended.'),
    },
  ])
})
