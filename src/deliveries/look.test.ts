import { sql } from 'kysely'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { createTestDatabase, type TestDatabase } from '../../tests/support/database.ts'
import { applicationCompleted, SANDBOX_TOKEN, startTelling, type Telling, until } from '../../tests/support/telling.ts'
import { dispatchBatch } from './dispatch.ts'
import { type ClaimedPost, claimPosts, startLook, startPost } from './post.ts'

let database: TestDatabase & { drop(): Promise<void> }
let telling: Telling

beforeEach(async () => {
  database = await createTestDatabase()
  telling = await startTelling(database.db, database.url)
  const applicationRoomId = '421500011'
  await telling.saveChatwork({
    enabled: true,
    quietMail: true,
    apiToken: SANDBOX_TOKEN,
    accountId: '5210001',
    applicationRoomId,
  })
})
afterEach(async () => {
  await telling.close()
  await database.drop()
})

const policy = () => {
  const connector = telling.context.connectors[0]
  if (!connector) throw new Error('no connector')
  return connector.policy
}
const claim = async (): Promise<ClaimedPost> => {
  const [post] = await claimPosts(database.db, 'chatwork', true, 1)
  if (!post) throw new Error('nothing is due')
  return post
}
/** An event whose post was sent by a process that then died: nobody knows whether it arrived. */
const sentByTheDead = async () => {
  await telling.tell(applicationCompleted())
  await dispatchBatch(telling.context)
  const started = await startPost(database.db, await claim(), policy(), 'chatwork:account:5210001', null)
  expect(started.kind).toBe('started')
}
const letLeaseEnd = () =>
  sql`update posts set lease_until = now() - interval '1 s', state = 'unsettled'`.execute(database.db)
const leaseSeconds = async () =>
  (
    await sql<{ s: number }>`select extract(epoch from lease_until - now())::float8 as s from posts`.execute(
      database.db,
    )
  ).rows[0]?.s

it('a look is leased for longer than its call may hang, so that its outcome is written', async () => {
  await sentByTheDead()
  await letLeaseEnd()
  expect(await startLook(database.db, await claim(), policy())).not.toBeNull()
  expect(await leaseSeconds()).toBeGreaterThan(policy().callTimeoutMs / 1_000 + 5)
})

it('a look whose claim was lost is not begun', async () => {
  await sentByTheDead()
  await letLeaseEnd()
  const lost = await claim()
  await letLeaseEnd()
  await claim()
  expect(await startLook(database.db, lost, policy())).toBeNull()
})

it('a minute after the first try nobody looks again: it goes by mail, which says that Chatwork may have it', async () => {
  await sentByTheDead()
  await letLeaseEnd()
  await sql`update posts set started_at = now() - interval '61 s'`.execute(database.db)
  telling.start()
  const mails = () => telling.sandbox.world.mailbox.letters
  await until(mails, (list) => list.length === 2)
  expect(mails()[0]?.text).toContain('理由: 送信の結果が分かりません(届いている可能性があります)')
  const looks = await database.db.selectFrom('attempts').select('outcome').where('kind', '=', 'settle').execute()
  expect(looks).toEqual([{ outcome: 'unknown' }])
})
