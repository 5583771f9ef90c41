import { afterAll, beforeAll, expect, it } from 'vitest'
import { OWNER, type ServedApi, serveApi } from '../../../tests/support/api-server.ts'
import { testDatabase } from '../../../tests/support/database.ts'
import { startTelling, type Telling } from '../../../tests/support/telling.ts'
import { adminMailDefinition } from '../../integrations/index.ts'
import { transact } from '../../platform/database.ts'
import { issueSetupLink } from '../../staff/index.ts'
import { printOpenApi } from './description.ts'

const database = testDatabase()
let telling: Telling
let api: ServedApi

beforeAll(async () => {
  telling = await startTelling(database.db, database.url)
  api = await serveApi(telling.context, database.pool, `${telling.sandbox.url}/chatwork/v2`)
  const { settings, doorbell } = telling.context
  await transact(database.db, doorbell, async (tx) => {
    await settings.readForSave(tx, adminMailDefinition)
    await settings.write(tx, adminMailDefinition, { recipients: [] }, 'test')
  })
})
afterAll(async () => {
  await api.close()
  await telling.close()
})

it('the first visitor with the link becomes the owner, is signed in and gets the news by mail', async () => {
  const path = (await issueSetupLink(database.db))?.replace('/admin', '') ?? ''
  expect((await api.ask('GET', path)).status).toBe(200)
  const typed = { shopName: 'やまだ書店', ownerName: OWNER.name, email: OWNER.email, password: OWNER.password }
  const short = await api.ask('POST', path, { ...typed, password: 'short' })
  expect(short.body).toMatchObject({
    errors: [{ field: 'password', message: 'パスワードは10文字以上で入力してください' }],
  })
  const done = await api.ask('POST', path, typed)
  expect([done.status, done.body]).toMatchObject([201, { email: OWNER.email, shop: { name: 'やまだ書店' } }])
  const cookie = done.headers
    .getSetCookie()
    .map((line) => line.split(';')[0])
    .join('; ')
  const mail = await api.ask('GET', '/integrations/admin-mail', undefined, { cookie })
  expect(mail.body).toMatchObject({ values: { recipients: [OWNER.email] } })
  const again = await api.ask('POST', path, typed)
  expect([again.status, again.body]).toMatchObject([404, { code: 'not_found' }])
  expect((await api.ask('GET', path)).status).toBe(404)
})

it('the served description is the printed one', async () => {
  const served = await api.ask('GET', '/openapi.json')
  expect(served.body).toEqual(JSON.parse(printOpenApi()))
})
