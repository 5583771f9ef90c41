import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Ask, OWNER, type ServedApi, serveApi } from '../../../tests/support/api-server.ts'
import { testDatabase } from '../../../tests/support/database.ts'
import { openReturnDesk, type ReturnDesk } from '../../../tests/support/return-desk.ts'
import { inWords } from '../../../tests/support/returned-mail.ts'
import type { SentLetter } from '../../../tests/support/sent-letters.ts'
import { startTelling, type Telling } from '../../../tests/support/telling.ts'
import { asConnector } from '../../integrations/connector.ts'
import { netshonin } from '../../integrations/netshonin/index.ts'
import { zendesk } from '../../integrations/zendesk/index.ts'
import {
  customerDetail,
  letterDetail,
  overview,
  type ReturnedMail,
  returnedMailDetail,
  returnedMailPage,
  timeLinePage,
} from './schemas.ts'

const database = testDatabase()
let telling: Telling
let api: ServedApi
let ask: Ask
let desk: ReturnDesk
beforeAll(async () => {
  // The overview speaks of every connector.
  const more = [asConnector(zendesk({ apiBase: 'http://127.0.0.1:1' })), asConnector(netshonin())]
  telling = await startTelling(database.db, database.url, more)
  api = await serveApi(telling.context, database.pool, `${telling.sandbox.url}/chatwork/v2`)
  ask = await api.signInAsOwner()
  desk = openReturnDesk(database.db, new Date())
})
afterAll(async () => {
  await api.close()
  await telling.close()
})

const list = async (query = '') => returnedMailPage.parse((await ask('GET', `/returned-mail${query}`)).body)
const detail = async (id: number) => returnedMailDetail.parse((await ask('GET', `/returned-mail/${id}`)).body)
const settle = (id: number, settlement: unknown) => ask('POST', `/returned-mail/${id}/settle`, settlement)
const customerOf = async ({ customerId }: SentLetter) =>
  customerDetail.parse((await ask('GET', `/customers/${customerId}`)).body)
const stateOf = async ({ id }: SentLetter) => letterDetail.parse((await ask('GET', `/letters/L${id}`)).body).state
const nameOf = ({ id }: SentLetter) => `L${id}`

/** Somebody writes by hand; nothing of ours is in it. */
async function somebodyWrites(text: string): Promise<ReturnedMail> {
  return understood(inWords({ from: 'kanri@company.example', subject: 'About your mail', text }))
}

/** A bounce that names the address and gives nothing of the letter back. */
function bouncesWithoutLetter(address: string): Promise<ReturnedMail> {
  return understood(
    inWords({
      text: [
        'Hi. This is the qmail-send program at mx.kaeri.example.',
        "I'm afraid I wasn't able to deliver your message to the following addresses.",
        '',
        `<${address}>:`,
        `Remote host said: 550 5.1.1 <${address}>: User unknown`,
      ].join('\n'),
    }),
  )
}

async function understood(raw: Uint8Array): Promise<ReturnedMail> {
  await desk.keep(raw)
  await desk.understandAll()
  const [newest] = (await list('?limit=1')).items
  if (!newest) throw new Error('nothing came back')
  return newest
}

describe('GET /returned-mail', () => {
  it('lists what came back, newest first, page by page, narrowed as asked', async () => {
    const bounced = await desk.comesBack('listed@vanished.example', 'vanished')
    await desk.comesBack('listed@complaint.example', 'complaint')
    await desk.comesBack('listed@away.example', 'away')
    const open = await somebodyWrites('お世話になっております。')
    const told = ({ kind, state, recipient, source }: ReturnedMail) => [kind, state, recipient, source]
    const first = await list('?limit=3')
    expect(first.items.map(told)).toEqual([
      ['unrecognised', 'open', null, 'pipe'],
      ['automatic_reply', 'nothing', 'listed@away.example', 'pipe'],
      ['complaint', 'counted', 'listed@complaint.example', 'pipe'],
    ])
    const second = await list(`?limit=3&cursor=${first.nextCursor}`)
    expect([second.items.map(told), second.nextCursor]).toEqual([
      [['bounce', 'counted', 'listed@vanished.example', 'pipe']],
      null,
    ])
    expect(second.items[0]).toMatchObject({
      ...{ cause: '宛先のアドレスが存在しません', class: 'dead', letterId: nameOf(bounced) },
      ...{ letterSubject: 'お支払いができませんでした', customerId: bounced.customerId, settledAt: null },
    })
    const ids = async (query: string) => (await list(query)).items.map(({ id }) => id)
    expect(await ids('?state=open')).toEqual([open.id])
    expect(await ids('?kind=automatic_reply')).toEqual([first.items[1]?.id])
    expect(await ids(`?customerId=${bounced.customerId}`)).toEqual([second.items[0]?.id])
    expect((await ask('GET', '/returned-mail?state=strange')).status).toBe(422)
  })

  it('asks for a login, and counts on the dashboard only what waits for a person', async () => {
    expect((await api.ask('GET', '/returned-mail')).status).toBe(401)
    const waiting = async () => overview.parse((await ask('GET', '/overview')).body).returnedMail
    const before = await waiting()
    await desk.comesBack('counted@vanished.example', 'vanished')
    await somebodyWrites('まだ誰も読んでいません。')
    expect(await waiting()).toBe(before + 1)
  })
})

describe('GET /returned-mail/{id}', () => {
  it('shows the text, without the keys of personal links', async () => {
    const key = 'k'.repeat(32)
    const { id } = await somebodyWrites(`退職者です。\n> https://shop.example/register/${key}\n`)
    const { text } = await detail(id)
    expect(text).toContain('退職者です。')
    expect(text).toContain('https://shop.example/register/(お客様専用のため非表示)')
    expect(text).not.toContain(key)
  })

  it('offers the latest letters to the address that it names, and to another that staff read in it', async () => {
    const [older, newer] = [await desk.send('twice@customer.example'), await desk.send('twice@customer.example')]
    const other = await desk.send('other@customer.example')
    const { id } = await bouncesWithoutLetter('twice@customer.example')
    const found = await detail(id)
    expect(found).toMatchObject({ kind: 'bounce', state: 'open', recipient: 'twice@customer.example', letterId: null })
    expect(found.candidates.map((letter) => letter.id)).toEqual([nameOf(newer), nameOf(older)])
    const { body } = await ask('GET', `/returned-mail/${id}/candidates?address=Other%40Customer.example`)
    expect(body).toMatchObject({ items: [{ id: nameOf(other), toAddress: 'other@customer.example' }] })
    expect((await ask('GET', `/returned-mail/${id}/candidates?address=x`)).status).toBe(422)
    expect((await ask('GET', '/returned-mail/999999')).status).toBe(404)
  })
})

describe('POST /returned-mail/{id}/settle', () => {
  it('as nothing changes nothing else, and is done once', async () => {
    const letter = await desk.send('nothing@customer.example')
    const { id } = await bouncesWithoutLetter('nothing@customer.example')
    expect(await settle(id, { as: 'nothing' })).toMatchObject({
      status: 200,
      body: { state: 'settled', settledAs: 'nothing', settledBy: OWNER.name, letterId: null },
    })
    expect([await stateOf(letter), (await customerOf(letter)).mailStops]).toEqual(['accepted', []])
    expect(await settle(id, { as: 'complaint', letterId: nameOf(letter) })).toMatchObject({
      status: 409,
      body: { code: 'already_done', detail: 'このメールは、すでに確認済みになっています。' },
    })
  })

  it.each([
    ['dead', ['undeliverable']],
    ['given_up', []],
    ['own_fault', []],
  ] as const)('as a bounce (%s) has the consequences of one', async (failure, stops) => {
    const letter = await desk.send(`${failure}@customer.example`)
    const { id } = await somebodyWrites(`${letter.address} は届きません`)
    expect(await settle(id, { as: 'bounce', letterId: nameOf(letter), class: failure })).toMatchObject({
      status: 200,
      body: { state: 'settled', settledAs: 'bounce', letterId: nameOf(letter), customerId: letter.customerId },
    })
    expect(await stateOf(letter)).toBe('undeliverable')
    expect((await customerOf(letter)).mailStops.map(({ cause }) => cause)).toEqual(stops)
    expect(await desk.eventsOf(letter)).toMatchObject([{ type: 'mail.undeliverable', class: failure }])
  })

  it('as a complaint stops letters and takes the wish for news back', async () => {
    const letter = await desk.send('spam@customer.example')
    const { id } = await somebodyWrites('迷惑です')
    expect((await settle(id, { as: 'complaint', letterId: nameOf(letter) })).status).toBe(200)
    expect(await customerOf(letter)).toMatchObject({
      ...{ mailState: 'complained', newsletter: false },
      mailStops: [{ cause: 'complained', letterId: nameOf(letter) }],
    })
    expect((await ask('GET', `/letters/L${letter.id}`)).body).toMatchObject({
      state: 'accepted',
      complainedAt: expect.any(String),
    })
  })

  it('wants a letter that was sent to a customer, and a class', async () => {
    const { id } = await somebodyWrites('どのメールでしょう')
    const toStaff = await desk.send('staff@shop.example', 'administrator')
    const waiting = await desk.send('waiting@customer.example')
    await database.db.updateTable('letters').set({ state: 'queued' }).where('id', '=', waiting.id).execute()
    const as = (letterId: string) => settle(id, { as: 'bounce', letterId, class: 'dead' })
    for (const letterId of ['L999999', nameOf(toStaff)]) expect(await as(letterId)).toMatchObject({ status: 404 })
    expect(await as(nameOf(waiting))).toMatchObject({ status: 409, body: { code: 'wrong_state' } })
    expect((await settle(id, { as: 'bounce', letterId: nameOf(waiting) })).status).toBe(422)
    expect((await settle(999_999, { as: 'nothing' })).status).toBe(404)
    expect((await detail(id)).state).toBe('open')
  })
})

describe('POST /customers/{id}/mail-stops/{cause}/lift', () => {
  it('lets letters go again with a reason, which stands in the time line, and only once', async () => {
    const letter = await desk.comesBack('lifted@vanished.example', 'vanished')
    const path = `/customers/${letter.customerId}/mail-stops/undeliverable/lift`
    expect(await ask('POST', path, { reason: ' ' })).toMatchObject({
      status: 422,
      body: { errors: [{ field: 'reason', message: '理由を入力してください' }] },
    })
    expect(await customerOf(letter)).toMatchObject({
      mailStops: [{ cause: 'undeliverable', words: expect.stringContaining('550 5.1.1'), letterId: nameOf(letter) }],
    })
    const reason = 'お電話で確認したため'
    expect(await ask('POST', path, { reason })).toMatchObject({ status: 200, body: { mailState: 'ok' } })
    expect((await customerOf(letter)).mailStops).toEqual([])
    const line = timeLinePage.parse((await ask('GET', `/customers/${letter.customerId}/timeline`)).body)
    expect(line.items[0]).toMatchObject({ label: 'ご案内メールの停止の解除', toText: reason, actor: OWNER.name })
    expect(await ask('POST', path, { reason })).toMatchObject({
      status: 409,
      body: { code: 'wrong_state', detail: 'このお客様へのご案内メールは、いまは止まっていません。' },
    })
  })
})
