import { afterAll, beforeAll, expect, it } from 'vitest'
import { seedSale } from '../../../tests/support/api-seed.ts'
import { type Ask, OWNER, type ServedApi, serveApi } from '../../../tests/support/api-server.ts'
import { testDatabase } from '../../../tests/support/database.ts'
import { SANDBOX_TOKEN, startTelling, type Telling } from '../../../tests/support/telling.ts'
import { asConnector } from '../../integrations/connector.ts'
import { netshonin } from '../../integrations/netshonin/index.ts'
import { zendesk } from '../../integrations/zendesk/index.ts'
import { issueSetupLink } from '../../staff/index.ts'
import { printOpenApi } from './description.ts'
import { createdApiKey, settingsPageNames } from './schemas.ts'

const database = testDatabase()
let telling: Telling
let api: ServedApi
let owner: Ask
let secrets: string[]
const ids: Record<string, string> = {}

beforeAll(async () => {
  const more = [asConnector(zendesk({ apiBase: 'http://127.0.0.1:1' })), asConnector(netshonin())]
  telling = await startTelling(database.db, database.url, more)
  api = await serveApi(telling.context, database.pool, `${telling.sandbox.url}/chatwork/v2`)
  const setupPath = await issueSetupLink(database.db)
  owner = await api.signInAsOwner()
  const save = (path: string, values: object) => owner('PUT', path, { version: 0, values })
  const smtp = { host: 'mail.example', port: 587, security: 'starttls', user: 'shop', password: 'smtp-password-7261' }
  const reports = { provider: 'mailgun', snsTopics: [], sendgridPublicKey: '', mailgunSigningKey: 'signing-key-7713' }
  const gateway = {
    gateway: 'tokenpay',
    apiBase: 'https://pay.example',
    publishableKey: 'pk_5521',
    secretKey: 'sk_secret_9903',
  }
  const zendeskSettings = { enabled: false, subdomain: 'shop', email: 'a@shop.example', apiToken: 'zendesk-token-4410' }
  const saves = [
    await save('/settings/mail', { ...smtp, fromName: '店', fromAddress: 'shop@shop.example' }),
    await save('/settings/payments', gateway),
    await save('/settings/mail-reports', reports),
    await save('/integrations/zendesk', zendeskSettings),
    await save('/integrations/chatwork', { enabled: true, apiToken: SANDBOX_TOKEN }),
  ]
  expect(saves.map((saved) => saved.status)).toEqual([200, 200, 200, 200, 200])
  const { key } = createdApiKey.parse((await owner('POST', '/api-keys', { name: '試験' })).body)
  const person = { familyName: '山田', givenName: '花子', email: 'hanako@customer.example' }
  const sale = await seedSale(database.db, person, new Date('2026-11-20T00:00:00Z'))
  Object.assign(ids, {
    products: sale.productId,
    customers: sale.customerId,
    applications: sale.applicationId,
    contracts: sale.contractId,
  })
  secrets = [
    ...[
      smtp.password,
      gateway.secretKey,
      reports.mailgunSigningKey,
      zendeskSettings.apiToken,
      SANDBOX_TOKEN,
      key,
      OWNER.password,
    ],
    ...['sealed:v1:', 'saved-card-reference', setupPath?.split('/').at(-1) ?? ''],
  ]
})
afterAll(async () => {
  await api.close()
  await telling.close()
})

const { paths } = JSON.parse(printOpenApi()) as { paths: Record<string, object> }
const readable = Object.keys(paths).filter((path) => 'get' in (paths[path] ?? {}))

/** Every address behind a described path, with ids that exist where there are any. */
function addressesOf(path: string): string[] {
  const resource = path.split('/')[1] ?? ''
  if (path.endsWith('{connector}'))
    return ['chatwork', 'zendesk', 'netshonin', 'admin-mail'].map((name) => path.replace('{connector}', name))
  if (path.endsWith('{page}')) return settingsPageNames.map((name) => path.replace('{page}', name))
  const asked = path.endsWith('/candidates') ? '?address=hanako@customer.example' : ''
  return [path.replace(/\{\w+\}/, ids[resource] ?? '1') + asked]
}

it.each(readable)('GET %s answers no secret', async (path) => {
  for (const address of addressesOf(path)) {
    const answer = await owner('GET', address)
    expect([200, 404]).toContain(answer.status)
    const text = JSON.stringify(answer.body)
    for (const secret of secrets) expect(text).not.toContain(secret)
  }
})

it('the overview tells of the four connections and that mail can leave', async () => {
  const answer = await owner('GET', '/overview')
  expect(answer.body).toMatchObject({
    today: { applications: 0, amountYen: 0 },
    mailConfigured: true,
    connections: [
      { connector: 'chatwork', enabled: true },
      { connector: 'zendesk', enabled: false },
      { connector: 'netshonin', enabled: false },
      { connector: 'admin-mail', enabled: true, connection: { state: 'ok' } },
    ],
  })
})
