import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Ask, OWNER, type ServedApi, serveApi } from '../../../tests/support/api-server.ts'
import { testDatabase } from '../../../tests/support/database.ts'
import { startTelling, type Telling, until } from '../../../tests/support/telling.ts'
import { createApiKey } from '../../staff/index.ts'
import { letterKindList, letterPreview, letterSettingsPage } from './schemas.ts'

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

const pageOf = async (kind: string) => letterSettingsPage.parse((await owner('GET', `/settings/letters/${kind}`)).body)
const entryOf = async (kind: string) =>
  letterKindList.parse((await owner('GET', '/settings/letters')).body).items.find((entry) => entry.kind === kind)

describe('the words of a letter', () => {
  it('are listed by groups, with what staff changed', async () => {
    const { items } = letterKindList.parse((await owner('GET', '/settings/letters')).body)
    expect(items).toHaveLength(20)
    expect(items.every((entry) => entry.sent && !entry.changed)).toBe(true)
    expect(items[0]).toMatchObject({ kind: 'application_accepted', group: '申し込み', optional: false })
  })

  it('are saved by whoever read them last, and go back to the initial ones', async () => {
    const path = '/settings/letters/card_expiring'
    const { values, version, initial } = await pageOf('card_expiring')
    expect(values).toEqual({ sent: true, ...initial })
    const changed = { sent: false, subject: '｛｛姓｝｝様へ', body: initial.body }
    const saved = await owner('PUT', path, { version, values: changed })
    expect(saved.body).toMatchObject({ values: { ...changed, subject: '{{姓}}様へ' }, version: version + 1 })
    expect(await entryOf('card_expiring')).toMatchObject({ sent: false, changed: true })

    const late = await owner('PUT', path, { version, values: changed })
    expect([late.status, late.body]).toMatchObject([409, { code: 'version_conflict' }])

    await owner('PUT', path, { version: version + 1, values: { sent: true, ...initial } })
    expect(await entryOf('card_expiring')).toMatchObject({ sent: true, changed: false })
    expect((await pageOf('card_expiring')).values).toEqual({ sent: true, ...initial })
  })

  it('are refused at the field, and then nothing is written', async () => {
    const values = { sent: false, subject: '{{本登録のURL}}', body: 'ありがとうございます。' }
    const answer = await owner('PUT', '/settings/letters/registration_link', { version: 0, values })
    expect(answer.status).toBe(422)
    expect(answer.body).toMatchObject({ errors: [{ field: 'sent' }, { field: 'subject' }, { field: 'body' }] })
    expect((await pageOf('registration_link')).version).toBe(0)
  })

  it('of an unknown kind are not there', async () => {
    expect((await owner('GET', '/settings/letters/toString')).status).toBe(404)
    expect((await owner('POST', '/settings/letters/x/preview', { subject: '', body: '' })).status).toBe(404)
  })
})

describe('the preview', () => {
  const previewOf = async (kind: string, typed: { subject: string; body: string }) =>
    letterPreview.parse((await owner('POST', `/settings/letters/${kind}/preview`, typed)).body)

  it('shows what is typed, saved or not', async () => {
    const shown = await previewOf('registered', { subject: '｛｛お名前｝｝様', body: '{{メールアドレス}}<b>' })
    expect(shown).toEqual({ subject: '山田 花子様', body: 'hanako@customer.example<b>\n', problems: [] })
  })

  it('shows the rest of what could not be saved, and says why', async () => {
    const shown = await previewOf('password_reset', { subject: '{{番号}}', body: '{{お名前}} 様' })
    expect(shown).toMatchObject({ subject: '{{番号}}', body: '山田 花子 様\n' })
    expect(shown.problems.map(({ field }) => field)).toEqual(['subject', 'body'])
  })
})

describe('the test', () => {
  it('goes to whoever is signed in, in the words that are stored', async () => {
    const values = { subject: '{{お名前}}様、ようこそ' }
    await owner('PUT', '/settings/letters/registered', { version: 0, values })
    const answer = await owner('POST', '/settings/letters/registered/test', {})
    expect(answer.body).toMatchObject({ ok: true, steps: [{ label: `${OWNER.email} へのテスト送信` }] })
    const [letter] = await until(
      () => telling.sandbox.world.mailbox.letters,
      (all) => all.length > 0,
    )
    expect(letter).toMatchObject({ to: [OWNER.email], subject: '【テスト送信】山田 花子様、ようこそ' })
    expect(letter?.text).toContain('本登録のお手続きが完了いたしました。')
  })

  it('has nobody to go to when a program asks', async () => {
    const { key } = await createApiKey(database.db, 'program')
    const bearer = { authorization: `Bearer ${key}` }
    const answer = await api.ask('POST', '/settings/letters/registered/test', {}, bearer)
    expect([answer.status, answer.body]).toMatchObject([422, { code: 'invalid_input' }])
  })
})
