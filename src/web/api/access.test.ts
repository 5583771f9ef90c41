import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Ask, OWNER, type ServedApi, serveApi } from '../../../tests/support/api-server.ts'
import { testDatabase } from '../../../tests/support/database.ts'
import { startTelling, type Telling } from '../../../tests/support/telling.ts'
import { createdApiKey, problem } from './schemas.ts'

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

/** The code of a refusal, after checking that it is a whole problem document. */
function codeOf(answer: { status: number; headers: Headers; body: unknown }): string {
  const parsed = problem.parse(answer.body)
  expect(answer.headers.get('content-type')).toContain('application/problem+json')
  expect(parsed.status).toBe(answer.status)
  expect(parsed.detail).toMatch(/[ぁ-ん]/)
  return parsed.code
}

describe('a session', () => {
  it('tells who is asking, and is not kept in caches', async () => {
    const answer = await owner('GET', '/session')
    expect(answer.status).toBe(200)
    expect(answer.headers.get('cache-control')).toBe('no-store')
    expect(answer.body).toMatchObject({
      via: 'staff',
      name: OWNER.name,
      email: OWNER.email,
      shop: { timeZone: 'Asia/Tokyo' },
    })
  })

  it('comes in a cookie that scripts and foreign pages cannot use', async () => {
    const signedIn = await api.ask('POST', '/session', { email: OWNER.email.toUpperCase(), password: OWNER.password })
    expect(signedIn.status).toBe(200)
    const cookie = signedIn.headers.getSetCookie().find((line) => line.startsWith('luxliner-staff.session_token='))
    expect(cookie).toMatch(/HttpOnly/i)
    expect(cookie).toMatch(/SameSite=Lax/i)
  })

  it('ends with signing out', async () => {
    const other = await api.signInAsOwner()
    expect((await other('DELETE', '/session')).status).toBe(204)
    expect(codeOf(await other('GET', '/session'))).toBe('unauthenticated')
    expect((await owner('GET', '/session')).status).toBe(200)
  })

  it.each([
    ['a wrong password', { email: OWNER.email, password: 'not the password' }],
    ['an unknown address', { email: 'nobody@shop.example', password: OWNER.password }],
    ['what is no address', { email: 'owner', password: OWNER.password }],
  ])('is refused alike for %s', async (_case, credentials) => {
    const answer = await api.ask('POST', '/session', credentials)
    expect(answer.status).toBe(401)
    expect(codeOf(answer)).toBe('invalid_credentials')
    expect(answer.headers.getSetCookie()).toEqual([])
  })
})

describe('without a session', () => {
  it.each([
    '/session',
    '/overview',
    '/products',
    '/customers',
    '/deliveries',
    '/settings/mail',
    '/api-keys',
    '/nothing',
  ])('GET %s is refused', async (path) => {
    const answer = await api.ask('GET', path)
    expect(answer.status).toBe(401)
    expect(codeOf(answer)).toBe('unauthenticated')
  })

  it('the description of the API can be read', async () => {
    expect((await api.ask('GET', '/openapi.json')).status).toBe(200)
  })
})

describe('an API key', () => {
  it('opens the API until it is revoked, and is shown once', async () => {
    const made = createdApiKey.parse((await owner('POST', '/api-keys', { name: '会計ソフト' })).body)
    const bearer = { authorization: `Bearer ${made.key}` }
    expect((await api.ask('GET', '/session', undefined, bearer)).body).toMatchObject({
      via: 'api_key',
      name: '会計ソフト',
    })
    expect((await api.ask('POST', '/api-keys', { name: '2つ目' }, bearer)).status).toBe(201)
    const listed = await owner('GET', '/api-keys')
    expect(JSON.stringify(listed.body)).not.toContain(made.key)
    expect(listed.body).toMatchObject({ items: [{ name: '2つ目' }, { name: '会計ソフト', last4: made.key.slice(-4) }] })
    expect((await owner('DELETE', `/api-keys/${made.id}`)).status).toBe(204)
    expect(codeOf(await api.ask('GET', '/session', undefined, bearer))).toBe('unauthenticated')
  })

  it('that does not exist is refused, even beside a valid cookie', async () => {
    expect(codeOf(await owner('GET', '/session', undefined, { authorization: 'Bearer lux_nothing' }))).toBe(
      'unauthenticated',
    )
  })
})

describe('what changes something', () => {
  const NEW_KEY = { name: '試験' }

  it.each([
    ['another site', { 'sec-fetch-site': 'cross-site' }],
    ['another host of the same site', { 'sec-fetch-site': 'same-site' }],
    ['the address bar', { 'sec-fetch-site': 'none' }],
  ])('is refused from %s', async (_case, headers) => {
    const answer = await owner('POST', '/api-keys', NEW_KEY, headers)
    expect(answer.status).toBe(403)
    expect(codeOf(answer)).toBe('foreign_origin')
  })

  it('is judged by Origin where the browser tells nothing else', async () => {
    const session = await api.ask('POST', '/session', { email: OWNER.email, password: OWNER.password })
    const cookie = session.headers
      .getSetCookie()
      .map((line) => line.split(';')[0])
      .join('; ')
    const post = (headers: Record<string, string>) => api.ask('POST', '/api-keys', NEW_KEY, { cookie, ...headers })
    expect((await post({ origin: api.url })).status).toBe(201)
    expect(codeOf(await post({ origin: 'https://evil.example' }))).toBe('foreign_origin')
    expect(codeOf(await post({ origin: 'null' }))).toBe('foreign_origin')
    expect(codeOf(await post({}))).toBe('foreign_origin')
  })

  it('is refused as a form, and as a text that is JSON inside', async () => {
    for (const type of ['application/x-www-form-urlencoded', 'text/plain', 'multipart/form-data; boundary=x']) {
      const answer = await owner('POST', '/api-keys', NEW_KEY, { 'content-type': type })
      expect(answer.status).toBe(415)
      expect(codeOf(answer)).toBe('unsupported_media_type')
    }
  })

  it('is refused when it is no JSON, or too large', async () => {
    const broken = await owner('POST', '/api-keys', '{"name":')
    expect([broken.status, codeOf(broken)]).toEqual([400, 'malformed_json'])
    const large = await owner('POST', '/api-keys', { name: 'x'.repeat(300_000) })
    expect([large.status, codeOf(large)]).toEqual([413, 'too_large'])
  })

  it('names the field that is wrong, in Japanese', async () => {
    const answer = await owner('POST', '/api-keys', { name: ' ' })
    expect([answer.status, codeOf(answer)]).toEqual([422, 'invalid_input'])
    expect(answer.body).toMatchObject({ errors: [{ field: 'name', message: '名前を入力してください' }] })
    expect((await owner('POST', '/api-keys', {})).body).toMatchObject({
      errors: [{ field: 'name', message: '入力してください' }],
    })
    expect(codeOf(await owner('POST', '/api-keys', { name: 'a\u0000b' }))).toBe('invalid_input')
  })
})

it('what is not there is 404', async () => {
  for (const path of [
    '/nothing',
    '/products/abc',
    `/customers/${crypto.randomUUID()}`,
    '/deliveries/999',
    '/settings/nothing',
  ])
    expect(codeOf(await owner('GET', path))).toBe('not_found')
})
