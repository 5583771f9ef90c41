import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createTestDatabase, type TestDatabase } from '../../tests/support/database.ts'
import { applicationCompleted, SANDBOX_TOKEN, startTelling, type Telling, until } from '../../tests/support/telling.ts'

const ROOM = 421500011
const ADMINISTRATORS = 2

let database: TestDatabase & { drop(): Promise<void> }
let telling: Telling

beforeEach(async () => {
  database = await createTestDatabase()
  telling = await startTelling(database.db, database.url)
})
afterEach(async () => {
  await telling.close()
  await database.drop()
})

const chatOn = (patch: Parameters<Telling['saveChatwork']>[0] = {}) =>
  telling.saveChatwork({
    enabled: true,
    apiToken: SANDBOX_TOKEN,
    accountId: '5210001',
    applicationRoomId: String(ROOM),
    ...patch,
  })
const messages = () => telling.sandbox.world.chatwork.rooms.get(ROOM)?.messages ?? []
const mails = () => telling.sandbox.world.mailbox.letters
const deliveries = () => database.db.selectFrom('deliveries').selectAll().orderBy('id').execute()
const settled = () => until(deliveries, (rows) => rows.length > 0 && rows.every((row) => row.state !== 'waiting'), 20)

describe('the table of chat and mail', () => {
  it('chat off: mail at once, in the ordinary wording', async () => {
    telling.start()
    await telling.tell(applicationCompleted())
    await until(mails, (list) => list.length === ADMINISTRATORS)
    expect(messages()).toHaveLength(0)
    expect(mails()[0]?.subject).toBe('【申し込み】オンライン講座 / 佐藤 花子 様')
    expect(mails()[0]?.text).not.toContain('理由:')
  })

  it('chat on, mail not stopped: both', async () => {
    await chatOn()
    telling.start()
    await telling.tell(applicationCompleted())
    await until(mails, (list) => list.length === ADMINISTRATORS)
    await until(messages, (list) => list.length === 1)
    expect(messages()[0]?.body).toContain('[info][title]【申し込み】オンライン講座 / 佐藤 花子 様[/title]')
  })

  it('chat on, mail stopped, delivered: chat alone', async () => {
    await chatOn({ quietMail: true })
    telling.start()
    await telling.tell(applicationCompleted())
    const rows = await settled()
    expect(rows.map((row) => [row.connector, row.state])).toEqual([['chatwork', 'delivered']])
    expect(mails()).toHaveLength(0)
  })

  it('chat on, no room chosen: mail even if stopped, in the ordinary wording', async () => {
    await chatOn({ quietMail: true, applicationRoomId: '' })
    telling.start()
    await telling.tell(applicationCompleted())
    await until(mails, (list) => list.length === ADMINISTRATORS)
    expect(mails()[0]?.text).not.toContain('理由:')
  })

  it('general limit: never later, mail with the reason even if stopped', async () => {
    telling.sandbox.world.chatwork.limits.windows.set(5210001, { startedAt: Date.now(), used: 300 })
    await chatOn({ quietMail: true })
    telling.start()
    await telling.tell(applicationCompleted('A-LIMIT111'))
    await until(mails, (list) => list.length === ADMINISTRATORS)
    expect(mails()[0]?.text).toContain('理由: APIの利用制限のため')
    // The second event finds the budget used up and makes no call at all.
    await telling.tell(applicationCompleted('A-LIMIT222'))
    await until(mails, (list) => list.length === 2 * ADMINISTRATORS)
    telling.sandbox.world.chatwork.limits.windows.clear()
    const rows = await settled()
    expect(rows.filter((row) => row.connector === 'chatwork').map((row) => row.state)).toEqual([
      'rate_limited',
      'rate_limited',
    ])
    expect(messages()).toHaveLength(0)
  })

  it('bad token: mail with the reason, the connection pauses, one alarm for many events', async () => {
    await chatOn({ quietMail: true, apiToken: 'not-the-token-at-all' })
    telling.start()
    for (let i = 0; i < 5; i++) await telling.tell(applicationCompleted(`A-TOKEN${i}`))
    await until(mails, (list) => list.length === 5 * ADMINISTRATORS)
    expect(mails()[0]?.text).toContain('APIトークンが無効')
    const paused = () => database.db.selectFrom('connections').selectAll().executeTakeFirst()
    expect((await until(paused, (row) => row !== undefined))?.state).toBe('paused')
    expect(telling.alarms).toHaveLength(1)
    const rows = await database.db.selectFrom('attempts').selectAll().execute()
    expect(JSON.stringify(rows)).not.toContain('not-the-token-at-all')
  })

  it('room without the right to write: mail with the reason', async () => {
    await chatOn({ quietMail: true, applicationRoomId: '421500016' })
    telling.start()
    await telling.tell(applicationCompleted())
    await until(mails, (list) => list.length === ADMINISTRATORS)
    expect(mails()[0]?.text).toContain('権限がないため')
  })

  it('500 after Chatwork took it: found in the room, told once, no mail', async () => {
    telling.sandbox.world.faults.chatwork = { mode: '500', timesLeft: 1, delayMs: 0, afterAccepting: true }
    await chatOn({ quietMail: true })
    telling.start()
    await telling.tell(applicationCompleted())
    const rows = await settled()
    expect(rows.map((row) => row.state)).toEqual(['delivered'])
    expect(messages()).toHaveLength(1)
    expect(mails()).toHaveLength(0)
  })

  it('switched off while it waits: ended, and told by mail with the reason', async () => {
    await chatOn({ quietMail: true })
    await telling.tell(applicationCompleted())
    const { dispatchBatch, applySettings } = await import('./index.ts')
    await dispatchBatch(telling.context)
    await telling.saveChatwork({ enabled: false })
    const { transact } = await import('../platform/database.ts')
    const connector = telling.context.connectors[0]
    if (!connector) throw new Error('no connector')
    await transact(database.db, telling.doorbell, async (tx) => {
      const { value } = await telling.context.settings.readForSave(tx, connector.settings)
      await applySettings(telling.context, tx, connector, value)
    })
    telling.start()
    await until(mails, (list) => list.length === ADMINISTRATORS)
    expect(mails()[0]?.text).toContain('無効にされたため')
    expect(messages()).toHaveLength(0)
  })
})

describe('order and pace', () => {
  it("twelve events of one room arrive in order, the last two after the room's pace", async () => {
    await chatOn({ quietMail: true })
    for (let i = 0; i < 12; i++) await telling.tell(applicationCompleted(`A-ORDER${String(i).padStart(2, '0')}`))
    telling.start()
    await until(messages, (list) => list.length === 12, 20)
    const order = messages().map((message) => /A-ORDER(\d\d)/.exec(message.body)?.[1])
    expect(order).toEqual(Array.from({ length: 12 }, (_, i) => String(i).padStart(2, '0')))
    await settled()
    const attempts = await database.db.selectFrom('attempts').select(['outcome']).execute()
    expect(attempts.map((attempt) => attempt.outcome)).toEqual(Array(12).fill('delivered'))
  })

  it('more than the pace can tell in five minutes goes by mail at once', async () => {
    await chatOn({ quietMail: true })
    for (let i = 0; i < 305; i++) await telling.tell(applicationCompleted(`A-MANY${i}`))
    telling.start()
    await until(mails, (list) => list.length === 5 * ADMINISTRATORS)
    expect(mails().every((mail) => mail.text?.includes('理由: APIの利用制限のため'))).toBe(true)
  })
})
