import { sql } from 'kysely'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { type Ask, type ServedApi, serveApi } from '../../../tests/support/api-server.ts'
import { createTestDatabase, type TestDatabase } from '../../../tests/support/database.ts'
import {
  applicationCompleted,
  SANDBOX_TOKEN,
  startTelling,
  type Telling,
  until,
} from '../../../tests/support/telling.ts'
import { releaseConnection } from '../../deliveries/index.ts'
import { transact } from '../../platform/database.ts'
import { integrationPage, letterDetail, letterPage, testResult } from '../../web/api/schemas.ts'

let database: TestDatabase & { drop(): Promise<void> }
let telling: Telling
let api: ServedApi
let owner: Ask

beforeEach(async () => {
  database = await createTestDatabase()
  telling = await startTelling(database.db, database.url)
  api = await serveApi(telling.context, database.pool, `${telling.sandbox.url}/chatwork/v2`)
  owner = await api.signInAsOwner()
  telling.start()
})
afterEach(async () => {
  await api.close()
  await telling.close()
  await database.drop()
})

const read = async () => integrationPage.parse((await owner('GET', '/integrations/admin-mail')).body)
const saveRecipients = async (...recipients: string[]) =>
  owner('PUT', '/integrations/admin-mail', { version: (await read()).version, values: { recipients } })
const mails = () => telling.sandbox.world.mailbox.letters
const posts = () =>
  database.db.selectFrom('posts').selectAll().where('connector', '=', 'admin-mail').orderBy('id').execute()
const outbox = async (query = '') => letterPage.parse((await owner('GET', `/letters${query}`)).body).items
const letRetryComeDue = () => sql`update posts set due_at = now() where state = 'waiting'`.execute(database.db)
const letTimePass = (hours: number) =>
  sql`update posts set give_up_at = give_up_at - ${hours} * interval '1 hour', due_at = now()`.execute(database.db)

it('recipients are mail addresses, at least one, each once', async () => {
  const none = await saveRecipients()
  expect([none.status, none.body]).toMatchObject([422, { errors: [{ message: '宛先を1件以上入力してください。' }] }])
  const wrong = await saveRecipients('owner@shop.example', 'nonsense')
  expect([wrong.status, wrong.body]).toMatchObject([422, { errors: [{ field: expect.stringMatching(/^recipients/) }] }])
  await saveRecipients(' owner@shop.example ', 'Owner@shop.example', 'staff@shop.example')
  expect((await read()).values.recipients).toEqual(['Owner@shop.example', 'staff@shop.example'])
})

it('a refused recipient concerns that recipient alone, and is a 要対応 entry at once', async () => {
  await saveRecipients('nobody@refused.example', 'staff@shop.example')
  await telling.tell(applicationCompleted())
  await until(posts, (rows) => rows.length === 2 && rows.every((row) => row.finishedAt !== null))
  expect((await posts()).map(({ state }) => state).sort()).toEqual(['delivered', 'refused'])
  expect(mails().map((mail) => mail.envelope.to)).toEqual([['staff@shop.example']])
  const attention = await database.db.selectFrom('attention').selectAll().execute()
  expect(attention).toMatchObject([
    {
      title: 'nobody@refused.example へのお知らせメールを送れません',
      detail: expect.stringContaining('550 5.1.1'),
    },
  ])
  const failed = await outbox('?state=undeliverable')
  expect(failed).toMatchObject([{ toAddress: 'nobody@refused.example', audience: 'administrator' }])
  const { connection } = await read()
  expect(connection).toMatchObject({
    state: 'ok',
    lastFailure: { advice: '宛先のメールアドレスに誤りがないかをご確認ください。' },
  })
  // Mail to administrators is never news of its own.
  expect(await database.db.selectFrom('events').select('type').execute()).toEqual([{ type: 'application.completed' }])
})

it('put off, it is tried again; after 72 hours it is a 要対応 entry', async () => {
  await saveRecipients('owner@busy.example')
  await telling.tell(applicationCompleted())
  await until(posts, ([row]) => row?.attempts === 1 && row.state === 'waiting')
  const [waiting] = await outbox()
  expect(waiting).toMatchObject({ state: 'queued', attempts: 1, reason: expect.stringContaining('451 4.3.2') })
  await letRetryComeDue()
  await until(posts, ([row]) => row?.attempts === 2 && row.state === 'waiting')
  await letTimePass(73)
  await until(posts, ([row]) => row?.state === 'refused')
  expect(await database.db.selectFrom('attention').select('detail').execute()).toMatchObject([
    { detail: expect.stringContaining('451 4.3.2') },
  ])
})

it.each(['500', '401'] as const)('a server that refuses the sender (%s) is waited for', async (mode) => {
  telling.sandbox.world.faults.smtp = { mode, timesLeft: 2, delayMs: 0, afterAccepting: false }
  await telling.tell(applicationCompleted())
  await until(posts, (rows) => rows.length === 2 && rows.every((row) => row.attempts === 1 && row.state === 'waiting'))
  expect((await read()).connection).toMatchObject({ state: 'failing', advice: expect.stringContaining('メール送信') })
  // The first that gets through takes the other along, which would wait for its own turn otherwise.
  await sql`update posts set due_at = now() where id = (select min(id) from posts)`.execute(database.db)
  await until(mails, (list) => list.length === 2)
  expect((await read()).connection.state).toBe('ok')
})

it('taken, but never said so: the same mail goes again under the same Message-ID', async () => {
  await saveRecipients('owner@shop.example')
  telling.sandbox.world.faults.smtp = { mode: 'close', timesLeft: 1, delayMs: 0, afterAccepting: true }
  await telling.tell(applicationCompleted())
  await until(posts, ([row]) => row?.attempts === 1 && row.state === 'waiting')
  await letRetryComeDue()
  await until(posts, ([row]) => row?.state === 'delivered')
  const ids = mails().map((mail) => mail.messageId)
  expect(ids).toHaveLength(2)
  expect(new Set(ids).size).toBe(1)
})

it('without a mail server it is blocked, not tried and not given up, until one is set', async () => {
  const { mailer } = telling.context
  let configured = false
  telling.context.mailer = { ...mailer, isConfigured: async () => configured }
  await telling.tell(applicationCompleted())
  await until(posts, (rows) => rows.length === 2 && rows.every((row) => row.failure === 'blocked'))
  expect((await outbox('?state=blocked')).map(({ attempts }) => attempts)).toEqual([0, 0])
  expect(await database.db.selectFrom('attempts').select('id').execute()).toEqual([])
  configured = true
  // As saving the mail settings does.
  await transact(database.db, telling.doorbell, (tx) => releaseConnection(tx, 'admin-mail'))
  await until(mails, (list) => list.length === 2)
})

it('the 送信箱 shows what stands in for Chatwork, with the reason, and its text', async () => {
  await saveRecipients('owner@shop.example')
  telling.sandbox.world.chatwork.limits.windows.set(5210001, { startedAt: Date.now(), used: 300 })
  await telling.saveChatwork({
    enabled: true,
    quietMail: true,
    apiToken: SANDBOX_TOKEN,
    accountId: '5210001',
    applicationRoomId: '421500011',
  })
  await telling.tell(applicationCompleted())
  await until(mails, (list) => list.length === 1)
  await until(outbox, ([mail]) => mail?.state === 'accepted')
  const [listed] = await outbox('?audience=administrator')
  expect(listed).toMatchObject({ subject: mails()[0]?.subject, cause: 'APIの利用制限のため(5分間に300回まで)' })
  expect(await outbox('?audience=customer')).toEqual([])
  const detail = letterDetail.parse((await owner('GET', `/letters/${listed?.id}`)).body)
  expect(detail.body).toMatch(/^Chatworkへ通知できなかったため、メールでお知らせします。\n理由: APIの利用制限のため/)
  const facts = (text: string | null | undefined) => text?.slice(0, text.indexOf('詳細: '))
  expect(facts(mails()[0]?.text)).toBe(facts(detail.body))
})

it('pages of the 送信箱 mix letters and notices by their time, each once', async () => {
  await saveRecipients('owner@shop.example')
  for (let i = 0; i < 5; i++) {
    await telling.tell(applicationCompleted(`A-PAGES22${i}`))
    await until(posts, (rows) => rows.length === i + 1)
    await sql`insert into letters (audience, kind, to_address, subject, body, message_id)
      values ('customer', 'test', 'hanako@customer.example', ${`letter ${i}`}, 'text', ${`<letter-${i}@shop.example>`})`.execute(
      database.db,
    )
  }
  const seen: string[] = []
  for (let cursor: string | null = ''; cursor !== null; ) {
    const page = letterPage.parse(
      (await owner('GET', `/letters?limit=3${cursor === '' ? '' : `&cursor=${cursor}`}`)).body,
    )
    seen.push(...page.items.map(({ id }) => id))
    cursor = page.nextCursor
  }
  expect(seen.map((id) => id[0]).join('')).toBe('LNLNLNLNLN')
  expect(new Set(seen).size).toBe(10)
})

it('the test button says what the mail server answered', async () => {
  await saveRecipients('owner@shop.example', 'nobody@refused.example')
  const report = testResult.parse((await owner('POST', '/integrations/admin-mail/test', {})).body)
  expect(report).toMatchObject({
    ok: false,
    steps: [
      { label: 'owner@shop.example', ok: true, message: expect.stringContaining('メールサーバーの応答: 250') },
      { label: 'nobody@refused.example', ok: false, message: expect.stringContaining('550 5.1.1') },
    ],
  })
  expect(mails()[0]?.subject).toBe('【テスト送信】管理者へのメール通知')
})
