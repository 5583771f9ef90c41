import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Ask, OWNER, type ServedApi, serveApi } from '../../../tests/support/api-server.ts'
import { testDatabase } from '../../../tests/support/database.ts'
import {
  applicationCompleted,
  SANDBOX_TOKEN,
  startTelling,
  type Telling,
  until,
} from '../../../tests/support/telling.ts'
import {
  attentionPage,
  deliveryDetail,
  deliveryPage,
  integrationPage,
  previewList,
  roomList,
  testResult,
  ticketPreview,
} from './schemas.ts'

const database = testDatabase()
let telling: Telling
let api: ServedApi
let owner: Ask
const APPLICATION_ROOM = '421500011'
const READ_ONLY_ROOM = '421500016'
const DIRECT_ROOM = '312000102'

beforeAll(async () => {
  telling = await startTelling(database.db, database.url)
  api = await serveApi(telling.context, database.pool, `${telling.sandbox.url}/chatwork/v2`)
  owner = await api.signInAsOwner()
  telling.start()
})
afterAll(async () => {
  await api.close()
  await telling.close()
})

async function readChatwork() {
  return integrationPage.parse((await owner('GET', '/integrations/chatwork')).body)
}

/** Saves these fields over the version of this moment. */
async function saveChatwork(values: Record<string, unknown>) {
  const { version } = await readChatwork()
  return owner('PUT', '/integrations/chatwork', { version, values })
}

describe('the settings of Chatwork', () => {
  it('begin switched off, without a token', async () => {
    expect(await readChatwork()).toMatchObject({
      values: { enabled: false, quietMail: false },
      secrets: { apiToken: { set: false, last4: null } },
      version: 0,
      connection: { state: 'ok' },
      budget: { calls: 300, remaining: 300, resetsAt: null },
    })
  })

  it('want a token that works, and say so at the field', async () => {
    const missing = await saveChatwork({ enabled: true })
    expect([missing.status, missing.body]).toMatchObject([
      422,
      { errors: [{ field: 'apiToken', message: 'APIトークンを入力してください' }] },
    ])
    const wrong = await saveChatwork({ enabled: true, apiToken: 'no such token at all' })
    expect([wrong.status, wrong.body]).toMatchObject([422, { errors: [{ field: 'apiToken' }] }])
  })

  it('keep a token that is not sent, and never answer it', async () => {
    const saved = await saveChatwork({
      enabled: true,
      apiToken: ` ${SANDBOX_TOKEN}\n`,
      applicationRoomId: APPLICATION_ROOM,
    })
    expect(saved.status).toBe(200)
    const again = await saveChatwork({ quietMail: true })
    expect(again.body).toMatchObject({
      values: { enabled: true, quietMail: true, applicationRoomId: APPLICATION_ROOM },
      secrets: { apiToken: { set: true, last4: SANDBOX_TOKEN.slice(-4) } },
    })
    expect(JSON.stringify([saved.body, again.body])).not.toContain(SANDBOX_TOKEN)
  })

  it.each([
    ['a room that is only read', READ_ONLY_ROOM],
    ['a room that is no group', DIRECT_ROOM],
    ['a room that does not exist', '999'],
  ])('refuse %s', async (_case, paymentRoomId) => {
    const answer = await saveChatwork({ paymentRoomId })
    expect([answer.status, answer.body]).toMatchObject([422, { errors: [{ field: 'paymentRoomId' }] }])
  })

  it('are not written over what somebody else saved meanwhile', async () => {
    const { version } = await readChatwork()
    expect((await saveChatwork({ quietMail: false })).status).toBe(200)
    const late = await owner('PUT', '/integrations/chatwork', { version, values: { quietMail: true } })
    expect([late.status, late.body]).toMatchObject([409, { code: 'version_conflict' }])
    expect((await readChatwork()).values.quietMail).toBe(false)
  })

  it('lose a token that is sent empty', async () => {
    const removed = await saveChatwork({ enabled: false, apiToken: '' })
    expect(removed.body).toMatchObject({ secrets: { apiToken: { set: false } } })
    expect((await saveChatwork({ enabled: true, apiToken: SANDBOX_TOKEN })).status).toBe(200)
  })
})

it('通知メールの停止 can be switched while Chatwork does not answer; a room cannot be chosen then', async () => {
  const { faults } = telling.sandbox.world
  faults.chatwork = { mode: '500', timesLeft: null, delayMs: 0, afterAccepting: false }
  expect((await saveChatwork({ quietMail: true })).status).toBe(200)
  expect((await saveChatwork({ contractRoomId: APPLICATION_ROOM })).status).toBe(422)
  faults.chatwork = { mode: 'none', timesLeft: null, delayMs: 0, afterAccepting: false }
  expect((await saveChatwork({ quietMail: false })).status).toBe(200)
})

describe('whose token it is', () => {
  const SECOND_TOKEN = 'sandbox-chatwork-token-2'
  const shown = async () => {
    const { values, notice } = await readChatwork()
    return { account: values.accountName, application: values.applicationRoomId, notice }
  }

  it('is shown, and asked for again with a token of another account', async () => {
    expect((await saveChatwork({ applicationRoomId: APPLICATION_ROOM })).status).toBe(200)
    expect(await shown()).toEqual({ account: '通知係', application: APPLICATION_ROOM, notice: null })
    const other = integrationPage.parse((await saveChatwork({ apiToken: SECOND_TOKEN })).body)
    expect(other.notice).toContain('通知先のルームをもう一度選んで')
    expect(await shown()).toEqual({ account: '鈴木 健一', application: '', notice: null })
  })

  it('is not claimed of a token that nobody answers for, saved switched off; the rooms are asked for all the same', async () => {
    await saveChatwork({ apiToken: SANDBOX_TOKEN })
    await saveChatwork({ applicationRoomId: APPLICATION_ROOM })
    const off = await saveChatwork({ enabled: false, apiToken: 'no such token at all' })
    expect([off.status, off.body]).toMatchObject([200, { values: { accountName: '' } }])
    expect((await saveChatwork({ enabled: true })).status).toBe(422)
    expect((await saveChatwork({ enabled: true, apiToken: SECOND_TOKEN })).status).toBe(200)
    expect(await shown()).toMatchObject({ account: '鈴木 健一', application: '' })
    await saveChatwork({ apiToken: SANDBOX_TOKEN })
    await saveChatwork({ applicationRoomId: APPLICATION_ROOM })
  })

  it('is told when it is saved switched off, too', async () => {
    await saveChatwork({ enabled: false, apiToken: SECOND_TOKEN })
    expect(await shown()).toMatchObject({ account: '鈴木 健一', application: '' })
    await saveChatwork({ enabled: true, apiToken: SANDBOX_TOKEN })
    await saveChatwork({ applicationRoomId: APPLICATION_ROOM })
  })
})

describe('beside the settings', () => {
  it('the rooms tell which may be chosen', async () => {
    const { rooms, reason } = roomList.parse((await owner('GET', '/integrations/chatwork/rooms?refresh=1')).body)
    expect(reason).toBeNull()
    const choosable = new Map(rooms.map((room) => [room.id, room.choosable]))
    expect([APPLICATION_ROOM, READ_ONLY_ROOM, DIRECT_ROOM].map((id) => choosable.get(id))).toEqual([true, false, false])
  })

  it('a test posts into the room of one category', async () => {
    const tested = await owner('POST', '/integrations/chatwork/test', { category: 'application' })
    expect(testResult.parse(tested.body).ok).toBe(true)
    const elsewhere = await owner('POST', '/integrations/chatwork/test', { category: 'contract' })
    expect([elsewhere.status, testResult.parse(elsewhere.body).ok]).toEqual([200, false])
  })

  it('every event has an example', async () => {
    const { items } = previewList.parse((await owner('GET', '/integrations/chatwork/preview')).body)
    expect(items).toHaveLength(15)
    for (const { body, source } of items) expect([body.includes('[info]'), source]).toEqual([true, 'sample'])
  })

  it('a Zendesk ticket is shown as it would be made, with what is wrong with it', async () => {
    const typed = { subject: '{{お名前}}様', body: '{{商品}} {{番号}}' }
    const shown = await owner('POST', '/integrations/zendesk/preview', typed)
    expect([shown.status, ticketPreview.parse(shown.body)]).toMatchObject([
      200,
      { subject: '山田 花子様', problems: [{ field: 'body' }], source: 'sample' },
    ])
    expect((await owner('POST', '/integrations/zendesk/preview', { subject: 'x' })).status).toBe(422)
    expect((await api.ask('POST', '/integrations/zendesk/preview', typed)).status).toBe(401)
  })

  it('an unknown connector is not there', async () => {
    expect((await owner('GET', '/integrations/slack')).status).toBe(404)
  })

  it('the administrators are at first those that were set; the owner does not replace them', async () => {
    const page = integrationPage.parse((await owner('GET', '/integrations/admin-mail')).body)
    expect(page.values.recipients).toEqual([OWNER.email, 'staff@shop.example'])
    expect(page.budget).toBeUndefined()
  })
})

describe('the 連携ログ', () => {
  it('tells of each delivery where it went, how it ended and every attempt', async () => {
    await telling.tell(applicationCompleted('A-LOG23456', '高橋'))
    const read = async (query = '') => deliveryPage.parse((await owner('GET', `/deliveries?${query}`)).body).items
    const done = await until(read, (items) => items.length === 3 && items.every((item) => item.outcome === 'delivered'))
    const chat = done.find((item) => item.connector === 'chatwork')
    expect(chat).toMatchObject({
      channel: 'Chatwork',
      destination: 'お申し込み通知',
      outcomeLabel: '送信済み',
      attempts: 1,
    })
    expect(chat?.event).toMatchObject({ type: 'application.completed', label: '申し込み完了' })
    expect(chat?.event.summary).toContain('高橋')
    expect((await read('connector=admin-mail')).map((item) => item.destination).sort()).toEqual([
      OWNER.email,
      'staff@shop.example',
    ])
    expect(await read('outcome=refused')).toEqual([])
    expect(await read('from=2020-01-01T00:00:00Z&to=2020-01-02T00:00:00Z')).toEqual([])
    const detail = deliveryDetail.parse((await owner('GET', `/deliveries/${chat?.id}`)).body)
    expect(detail.attemptLog).toMatchObject([{ kind: 'send', outcome: 'delivered', outcomeLabel: '成功', status: 200 }])
  })
})

it('the last failure is told in words, with when and what to do, also after it is over', async () => {
  const room = telling.sandbox.world.chatwork.rooms.get(Number(APPLICATION_ROOM))
  if (!room) throw new Error('no room')
  const roles = new Map(room.roles)
  room.roles.clear()
  await telling.tell(applicationCompleted('A-GONE2345'))
  const failed = await until(readChatwork, ({ connection }) => connection.lastFailure !== null)
  expect(failed.connection).toMatchObject({
    state: 'ok',
    lastFailure: {
      reason: 'Chatworkのルーム「お申し込み通知」がないか、書き込む権限がないため',
      advice: expect.stringContaining('参加していて'),
    },
  })
  const { items } = attentionPage.parse((await owner('GET', '/attention')).body)
  expect(items.map(({ title }) => title)).toEqual(['Chatworkの通知先「お申し込み通知」に投稿できません'])
  for (const [account, role] of roles) room.roles.set(account, role)
})
