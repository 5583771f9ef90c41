import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Ask, OWNER, type ServedApi, serveApi } from '../../../tests/support/api-server.ts'
import { testDatabase } from '../../../tests/support/database.ts'
import { applicationCompleted, startTelling, type Telling, until } from '../../../tests/support/telling.ts'
import { attentionPage, manualRegistrationPage, settingsPage } from './schemas.ts'

const database = testDatabase()
let telling: Telling
let api: ServedApi
let owner: Ask

beforeAll(async () => {
  telling = await startTelling(database.db, database.url)
  api = await serveApi(telling.context, database.pool, `${telling.sandbox.url}/chatwork/v2`)
  owner = await api.signInAsOwner()
})
afterAll(async () => {
  await api.close()
  await telling.close()
})

const MAIL = {
  host: 'mail.example',
  port: 465,
  security: 'tls',
  user: 'shop',
  fromName: '店',
  fromAddress: 'shop@shop.example',
  returnAddress: '',
}

describe('a page of settings', () => {
  it('keeps a secret that is not sent and removes one that is empty', async () => {
    const first = await owner('PUT', '/settings/mail', { version: 0, values: { ...MAIL, password: 'a long password' } })
    expect(first.body).toEqual({ values: MAIL, secrets: { password: { set: true, last4: 'word' } }, version: 1 })
    const kept = await owner('PUT', '/settings/mail', { version: 1, values: { ...MAIL, port: 587 } })
    expect(kept.body).toMatchObject({ values: { port: 587 }, secrets: { password: { set: true } }, version: 2 })
    const removed = await owner('PUT', '/settings/mail', { version: 2, values: { password: '' } })
    expect(removed.body).toMatchObject({ secrets: { password: { set: false, last4: null } }, version: 3 })
  })

  it('is refused at the field, and then nothing is written', async () => {
    const answer = await owner('PUT', '/settings/site', { version: 0, values: { shopName: '', timeZone: 'Mars/Base' } })
    expect(answer.status).toBe(422)
    expect(answer.body).toMatchObject({
      errors: [{ field: 'shopName', message: 'ショップ名を入力してください' }, { field: 'timeZone' }],
    })
    expect(settingsPage.parse((await owner('GET', '/settings/site')).body).version).toBe(0)
  })

  it('takes one of two saves at once', async () => {
    const save = (shopName: string) => owner('PUT', '/settings/site', { version: 0, values: { shopName } })
    const both = await Promise.all([save('店A'), save('店B')])
    expect(both.map((answer) => answer.status).sort()).toEqual([200, 409])
    const winner = both[0].status === 200 ? '店A' : '店B'
    expect((await owner('GET', '/session')).body).toMatchObject({ shop: { name: winner } })
  })
})

describe('the test of the mail settings', () => {
  it('sends one mail', async () => {
    const answer = await owner('POST', '/settings/mail/test', { to: 'owner@shop.example' })
    expect(answer.body).toMatchObject({ ok: true, steps: [{ ok: true }] })
    const { letters } = telling.sandbox.world.mailbox
    const [letter] = await until(
      () => letters,
      (all) => all.length > 0,
    )
    expect(letter).toMatchObject({ to: ['owner@shop.example'] })
    expect(letter?.subject).toContain('テスト送信')
  })

  it('wants an address', async () => {
    expect((await owner('POST', '/settings/mail/test', { to: 'owner' })).body).toMatchObject({
      errors: [{ field: 'to' }],
    })
  })
})

describe('手動登録が必要', () => {
  it('is ticked off once, by name', async () => {
    await telling.tell(applicationCompleted('A-HAND2345'))
    const event = await database.db.selectFrom('events').select('id').executeTakeFirstOrThrow()
    const delivery = await database.db
      .insertInto('deliveries')
      .values({ eventId: event.id, connector: 'netshonin', target: '201', postId: 1, state: 'unknown' })
      .returning('id')
      .executeTakeFirstOrThrow()
    const person = { familyName: '佐藤', givenName: '花子', email: 'hanako@customer.example', planId: '201' }
    await database.db
      .insertInto('manualRegistrations')
      .values({ deliveryId: delivery.id, ...person, reason: '時間切れ' })
      .execute()
    const open = await owner('GET', '/manual-registrations')
    expect(open.body).toMatchObject({ items: [{ ...person, reason: '時間切れ', doneAt: null }] })
    const { id } = manualRegistrationPage.parse(open.body).items[0] ?? { id: 0 }
    expect((await owner('POST', `/manual-registrations/${id}/done`, {})).body).toMatchObject({ id, doneBy: OWNER.name })
    expect((await owner('POST', `/manual-registrations/${id}/done`, {})).body).toMatchObject({ code: 'already_done' })
    expect((await owner('GET', '/manual-registrations')).body).toEqual({ items: [], nextCursor: null })
  })
})

describe('要対応', () => {
  it('is ticked off once, by name', async () => {
    await database.db
      .insertInto('attention')
      .values({ kind: 'delivery.zendesk', subject: '1', title: 'Zendeskに送れませんでした', detail: '理由' })
      .execute()
    const open = await owner('GET', '/attention')
    expect(open.body).toMatchObject({ items: [{ title: 'Zendeskに送れませんでした', doneAt: null }] })
    const { id } = attentionPage.parse(open.body).items[0] ?? { id: 0 }
    expect((await owner('POST', `/attention/${id}/done`, {})).body).toMatchObject({ id, doneBy: OWNER.name })
    expect((await owner('POST', `/attention/${id}/done`, {})).body).toMatchObject({ code: 'already_done' })
    expect((await owner('POST', '/attention/999/done', {})).status).toBe(404)
    expect((await owner('GET', '/attention')).body).toEqual({ items: [], nextCursor: null })
    expect((await owner('GET', '/attention?state=done')).body).toMatchObject({ items: [{ id }] })
  })
})
