import { sql } from 'kysely'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { createTestDatabase, type TestDatabase } from '../../tests/support/database.ts'
import { freePort } from '../../tests/support/free-port.ts'
import { json, type ScriptedServer, startScriptedServer } from '../../tests/support/scripted-server.ts'
import { applicationCompleted, startTelling, type Telling, until } from '../../tests/support/telling.ts'

const ADMINISTRATORS = 2
let database: TestDatabase & { drop(): Promise<void> }
let telling: Telling
let port: number
let chatwork: ScriptedServer | undefined

// A Chatwork that is not there: nobody listens on its port until a test starts it.
beforeEach(async () => {
  database = await createTestDatabase()
  port = await freePort()
  telling = await startTelling(database.db, database.url, [], `http://127.0.0.1:${port}`)
  await telling.saveChatwork({
    enabled: true,
    quietMail: true,
    apiToken: 'secret-token',
    accountId: '42',
    applicationRoomId: '777',
  })
  telling.start()
})
afterEach(async () => {
  await telling.close()
  await chatwork?.close()
  chatwork = undefined
  await database.drop()
})

const startChatwork = async () => {
  chatwork = await startScriptedServer(port)
  chatwork.replies = { 'POST /rooms/777/messages': json(200, { message_id: '5' }) }
}
const mails = () => telling.sandbox.world.mailbox.letters
const posts = () =>
  database.db.selectFrom('posts').selectAll().where('connector', '=', 'chatwork').orderBy('id').execute()
/** Tried so often, and waiting for the next try. */
const tried = (times: number) => until(posts, ([post]) => post?.attempts === times && post.state === 'waiting')
const letRetryComeDue = () => sql`update posts set due_at = now() where state = 'waiting'`.execute(database.db)
/** Plays an outage older, as PostgreSQL's clock counts it. */
const letOutageLast = (seconds: number, lastFailureSecondsAgo: number) =>
  sql`update connections set since = now() - ${seconds} * interval '1 s',
    last_failure_at = now() - ${lastFailureSecondsAgo} * interval '1 s' where connector = 'chatwork'`.execute(
    database.db,
  )
const briefingsRunOut = () => until(() => performance.now(), runsOutAt(1_100), 5)
const runsOutAt = (ms: number) => {
  const end = performance.now() + ms
  return (now: number) => now > end
}

it('three tries, and told in chat alone when Chatwork is back for the third', async () => {
  await telling.tell(applicationCompleted())
  await tried(1)
  await letRetryComeDue()
  await tried(2)
  await startChatwork()
  await letRetryComeDue()
  await until(posts, ([post]) => post?.state === 'delivered')
  expect(mails()).toHaveLength(0)
  const connection = await database.db.selectFrom('connections').selectAll().executeTakeFirst()
  expect(connection).toMatchObject({ state: 'ok', lastFailure: 'not_sent' })
})

it('after the third try it goes by mail, with the reason', async () => {
  await telling.tell(applicationCompleted())
  for (const times of [1, 2]) {
    await tried(times)
    await letRetryComeDue()
  }
  await until(mails, (list) => list.length === ADMINISTRATORS)
  expect(mails()[0]?.text).toContain('理由: Chatworkに接続できないため(接続を拒否されました)')
})

it('in a long outage news goes by mail at once; only now and then one looks whether Chatwork is back', async () => {
  await telling.tell(applicationCompleted('A-FIRST222'))
  await tried(1)
  await letOutageLast(90, 3)
  await briefingsRunOut()
  await letRetryComeDue()
  await telling.tell(applicationCompleted('A-SECOND22'))
  await until(mails, (list) => list.length === 2 * ADMINISTRATORS)
  expect((await posts()).map(({ state, attempts }) => [state, attempts])).toEqual([
    ['refused', 1],
    ['refused', 0],
  ])
  await startChatwork()
  await letOutageLast(90, 11)
  await briefingsRunOut()
  await telling.tell(applicationCompleted('A-THIRD222'))
  await until(posts, (rows) => rows[2]?.state === 'delivered')
  await telling.tell(applicationCompleted('A-FOURTH22'))
  await until(posts, (rows) => rows[3]?.state === 'delivered')
  expect(mails()).toHaveLength(2 * ADMINISTRATORS)
})

it('behind a post that nobody answered for, in a long outage, the room goes by mail at once', async () => {
  await startChatwork()
  if (chatwork) chatwork.replies = { 'POST /rooms/777/messages': { status: 500 } }
  await telling.tell(applicationCompleted('A-FIRST222'))
  await until(posts, ([post]) => post?.state === 'unsettled')
  for (const number of ['A-SECOND22', 'A-THIRD222']) await telling.tell(applicationCompleted(number))
  await until(posts, (rows) => rows.length === 3)
  await letOutageLast(90, 30)
  await sql`update posts set started_at = now() - interval '61 s', due_at = now() where state = 'unsettled'`.execute(
    database.db,
  )
  await until(mails, (list) => list.length === 3 * ADMINISTRATORS)
  expect((await posts()).map(({ state, attempts }) => [state, attempts])).toEqual([
    ['unknown', 1],
    ['refused', 0],
    ['refused', 0],
  ])
  expect(mails().at(-1)?.text).toContain('理由: Chatworkがエラーを返しました(500)')
})
