import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { guardedForm, simpleForm } from '../../../sandbox/newsletter/forms.ts'
import { seedSale } from '../../../tests/support/api-seed.ts'
import { type Ask, type ServedApi, serveApi } from '../../../tests/support/api-server.ts'
import { testDatabase } from '../../../tests/support/database.ts'
import { startTelling, type Telling } from '../../../tests/support/telling.ts'
import { asConnector } from '../../integrations/connector.ts'
import { netshonin } from '../../integrations/netshonin/index.ts'
import { zendesk } from '../../integrations/zendesk/index.ts'
import {
  integrationPage,
  listWorkPage,
  overview,
  type RegistrationFormInput,
  registrationFormReading,
  testRegistrationResult,
} from './schemas.ts'

const database = testDatabase()
let telling: Telling
let api: ServedApi
let owner: Ask

beforeAll(async () => {
  // The overview speaks of every connector.
  const more = [asConnector(zendesk({ apiBase: 'http://127.0.0.1:1' })), asConnector(netshonin())]
  telling = await startTelling(database.db, database.url, more)
  api = await serveApi(telling.context, database.pool, `${telling.sandbox.url}/chatwork/v2`)
  owner = await api.signInAsOwner()
})
afterAll(async () => {
  await api.close()
  await telling.close()
})

const read = (input: RegistrationFormInput) => owner('POST', '/integrations/netshonin/form', input)
const formUrl = (form: { path: string }) => `${telling.sandbox.url}${form.path}`
const hanako = { familyName: '山田', givenName: '花子', email: 'hanako@customer.example', planId: '２０１' }

describe('フォームを読み取る', () => {
  it('fetches the page of an address', async () => {
    const { status, body } = await read({ url: formUrl(guardedForm) })
    expect(status).toBe(200)
    const { settings, plan } = registrationFormReading.parse(body)
    expect(settings).toMatchObject({
      charset: 'shift_jis',
      pageUrl: formUrl(guardedForm),
      formUrl: formUrl(guardedForm),
    })
    expect(plan).toMatchObject({ name: 'magid', value: '101' })
  })

  it('takes pasted HTML, with the address as its place', async () => {
    const html = '<form action="reg.cgi" method=post><input name=mail><input type=hidden name=plan value=5></form>'
    const { body } = await read({ html, url: 'https://shop.example/mail/' })
    expect(registrationFormReading.parse(body).settings.formUrl).toBe('https://shop.example/mail/reg.cgi')
  })

  it.each<[string, RegistrationFormInput, string]>([
    ['nothing', {}, 'URLを入力するか'],
    ['no address', { url: 'form.html' }, '「https://」で始まる'],
    ['another scheme', { url: 'file:///etc/passwd' }, '「https://」で始まる'],
    ['a private address', { url: 'https://192.168.0.1/' }, '社内や自分自身'],
    ['plain http', { url: 'http://shop.example/' }, 'https://'],
    ['a page without a form', { html: '<p>こんにちは</p>' }, 'フォームが見つかりません'],
  ])('refuses %s', async (_name, input, words) => {
    const { status, body } = await read(input)
    expect([status, JSON.stringify(body)]).toEqual([422, expect.stringContaining(words)])
  })
})

describe('テスト登録', () => {
  it('wants a stored form', async () => {
    const { status, body } = await owner('POST', '/integrations/netshonin/test', hanako)
    expect([status, body]).toMatchObject([422, { detail: expect.stringContaining('先に登録フォームを読み取り') }])
  })

  it('really registers with the stored settings, and shows the page', async () => {
    const { settings } = registrationFormReading.parse((await read({ url: formUrl(simpleForm) })).body)
    const { version } = integrationPage.parse((await owner('GET', '/integrations/netshonin')).body)
    const saved = await owner('PUT', '/integrations/netshonin', { version, values: { ...settings, planId: '101' } })
    expect(saved.status).toBe(200)
    const test = async () =>
      testRegistrationResult.parse((await owner('POST', '/integrations/netshonin/test', hanako)).body)
    expect(await test()).toMatchObject({ ok: true, meaning: 'registered', text: expect.stringContaining('登録が完了') })
    expect(telling.sandbox.world.newsletter.registrations).toMatchObject([{ planId: '201', mail: hanako.email }])
    expect(await test()).toMatchObject({ ok: true, meaning: 'already' })
    const wrong = await owner('POST', '/integrations/netshonin/test', { ...hanako, email: 'hanako' })
    expect([wrong.status, wrong.body]).toMatchObject([422, { errors: [{ field: 'email' }] }])
  })
})

describe('work by hand', () => {
  it('is a file for a spreadsheet', async () => {
    const event = { type: 'site.maintenance_ended', version: 1, payload: '{}', actor: '{}', occurredAt: new Date() }
    const { id: eventId } = await database.db
      .insertInto('events')
      .values(event)
      .returning('id')
      .executeTakeFirstOrThrow()
    const delivery = { eventId, connector: 'netshonin', target: '101', postId: 1, state: 'refused' }
    const { id: deliveryId } = await database.db
      .insertInto('deliveries')
      .values(delivery)
      .returning('id')
      .executeTakeFirstOrThrow()
    const entry = { deliveryId, familyName: '=1+1', givenName: '花子', email: 'h@customer.example', planId: '101' }
    await database.db
      .insertInto('manualRegistrations')
      .values({ ...entry, reason: 'エラー, "不明"' })
      .execute()
    const file = await owner('GET', '/manual-registrations.csv')
    expect(file.headers.get('content-type')).toBe('text/csv; charset=utf-8')
    // `fetch` takes the byte order mark off.
    expect(file.body).toBe(
      '姓,名,メールアドレス,プランID,理由\r\n\'=1+1,花子,h@customer.example,101,"エラー, ""不明"""\r\n',
    )
    expect((await owner('GET', '/manual-registrations.csv?state=done')).body).toBe(
      '姓,名,メールアドレス,プランID,理由\r\n',
    )
    expect((await api.ask('GET', '/manual-registrations.csv')).status).toBe(401)
  })

  it('lists deletions and changes, counts them, and ticks them off once', async () => {
    const person = { familyName: '山田', givenName: '花子', email: 'hanako@customer.example' }
    const { customerId } = await seedSale(database.db, person, new Date())
    const work = { connector: 'netshonin', customerId, planId: '201', kind: 'delete', cause: 'contract_cancelled' }
    await database.db
      .insertInto('manualListWork')
      .values({ ...work, ...person })
      .execute()
    const list = async (state: string) =>
      listWorkPage.parse((await owner('GET', `/list-work?state=${state}`)).body).items
    const [entry] = await list('open')
    expect(entry).toMatchObject({
      kind: 'delete',
      cause: 'contract_cancelled',
      customerId,
      planId: '201',
      doneAt: null,
    })
    expect(overview.parse((await owner('GET', '/overview')).body).manualRegistrations).toBe(2)
    const done = await owner('POST', `/list-work/${entry?.id}/done`, {})
    expect([done.status, done.body]).toMatchObject([200, { doneBy: '店主 太郎' }])
    expect((await owner('POST', `/list-work/${entry?.id}/done`, {})).status).toBe(409)
    expect((await owner('POST', '/list-work/999/done', {})).status).toBe(404)
    expect([(await list('open')).length, (await list('done')).length]).toEqual([0, 1])
  })
})
