import { beforeEach, describe, expect, it } from 'vitest'
import { testDatabase } from '../../tests/support/database.ts'
import { createLog } from '../platform/log.ts'
import { createSecrets } from '../platform/secrets.ts'
import {
  createApiKey,
  createOwner,
  createStaffAuth,
  issueSetupLink,
  readApiKey,
  readSetupLink,
  revokeApiKey,
} from './index.ts'

const database = testDatabase()
const OWNER = { name: '店主', email: 'Owner@Shop.example', password: 'correct horse battery' }

beforeEach(async () => {
  await database.db.deleteFrom('staffUser').execute()
  await database.db.deleteFrom('setupLinks').execute()
  await database.db.deleteFrom('staffRateLimit').execute()
})

function auth(baseUrl = 'http://localhost:3000') {
  const secrets = createSecrets('a master key for tests, 32 and more')
  return createStaffAuth({ pool: database.pool, secrets, baseUrl, log: createLog('silent') })
}

function parts(onCreated = async () => {}) {
  return { db: database.db, doorbell: { ring: () => {} }, auth: auth(), onCreated }
}

async function newToken(): Promise<string> {
  return (await issueSetupLink(database.db))?.split('/').at(-1) ?? ''
}

const attempt = { email: OWNER.email, password: OWNER.password, address: '192.0.2.1', userAgent: 'test' }

describe('the setup link', () => {
  it('makes the owner once; its token is not in the database', async () => {
    const token = await newToken()
    expect(token).toHaveLength(32)
    expect(JSON.stringify(await database.db.selectFrom('setupLinks').selectAll().execute())).not.toContain(token)
    expect(await createOwner(parts(), OWNER, token)).toMatchObject({
      kind: 'created',
      owner: { email: 'owner@shop.example' },
    })
    expect(await createOwner(parts(), OWNER, token)).toEqual({ kind: 'refused', code: 'owner_exists' })
    expect(await readSetupLink(database.db, token)).toBeNull()
    expect(await issueSetupLink(database.db)).toBeNull()
  })

  it('ends after 24 hours, and when another is made', async () => {
    const first = await newToken()
    const second = await newToken()
    expect(await createOwner(parts(), OWNER, first)).toEqual({ kind: 'refused', code: 'link_unusable' })
    const link = await readSetupLink(database.db, second)
    expect((link?.expiresAt.getTime() ?? 0) - Date.now()).toBeGreaterThan(23.9 * 3_600_000)
    await database.pool.query("update setup_links set expires_at = now() - interval '1 second'")
    expect(await readSetupLink(database.db, second)).toBeNull()
    expect(await createOwner(parts(), OWNER, second)).toEqual({ kind: 'refused', code: 'link_unusable' })
  })

  it('makes one owner of two visitors at once', async () => {
    const token = await newToken()
    const other = { ...OWNER, email: 'other@shop.example' }
    const results = await Promise.all([createOwner(parts(), OWNER, token), createOwner(parts(), other, token)])
    expect(results.map((result) => result.kind).sort()).toEqual(['created', 'refused'])
    expect(await database.db.selectFrom('staffUser').select('id').execute()).toHaveLength(1)
  })

  it('stays usable when what belongs to the first start fails', async () => {
    const token = await newToken()
    const failing = parts(() => Promise.reject(new Error('no settings')))
    await expect(createOwner(failing, OWNER, token)).rejects.toThrow('no settings')
    expect(await createOwner(parts(), OWNER, token)).toMatchObject({ kind: 'created' })
  })

  it('wants a password of at least ten characters', async () => {
    expect(await createOwner(parts(), { ...OWNER, password: '123456789' }, null)).toEqual({
      kind: 'refused',
      code: 'password_length',
    })
  })
})

describe('signing in', () => {
  it('gives a session that the next process knows too', async () => {
    await createOwner(parts(), OWNER, null)
    const result = await auth().signIn(attempt)
    expect(result).toMatchObject({ kind: 'signed_in', member: { name: OWNER.name } })
    const cookie = result.kind === 'signed_in' ? result.setCookies.map((line) => line.split(';')[0]).join('; ') : ''
    expect((await auth().read(cookie))?.member).toMatchObject({ email: 'owner@shop.example' })
    expect(await auth().read(cookie.replace(/.{3}$/, 'xxx'))).toBeNull()
    expect(await database.db.selectFrom('staffSession').select('ipAddress').execute()).toEqual([
      { ipAddress: '192.0.2.1' },
    ])
    await auth().signOut(cookie)
    expect(await auth().read(cookie)).toBeNull()
  })

  it('sends the cookie over https alone where the shop has it', async () => {
    await createOwner(parts(), OWNER, null)
    const result = await auth('https://shop.example').signIn(attempt)
    expect(result).toMatchObject({
      kind: 'signed_in',
      setCookies: [expect.stringMatching(/^__Secure-luxliner-staff\..*; Secure/)],
    })
  })

  it('is counted by address, over all processes', async () => {
    await createOwner(parts(), OWNER, null)
    // What is no address is refused before the slow hash, and counts all the same.
    const wrong = { ...attempt, email: 'owner' }
    for (let i = 0; i < 10; i++) expect((await auth().signIn(wrong)).kind).toBe('wrong_credentials')
    const refused = await auth().signIn(attempt)
    expect(refused.kind).toBe('too_many_attempts')
    expect(refused.kind === 'too_many_attempts' && refused.retryAfterSeconds).toBeGreaterThan(200)
    expect((await auth().signIn({ ...attempt, address: '192.0.2.2' })).kind).toBe('signed_in')
  })
})

describe('an API key', () => {
  it('is known by its hash until it is revoked', async () => {
    const { key, id, last4 } = await createApiKey(database.db, '会計ソフト')
    expect(key).toMatch(/^lux_[\w-]{43}$/)
    expect(key.endsWith(last4)).toBe(true)
    expect(JSON.stringify(await database.db.selectFrom('apiKeys').selectAll().execute())).not.toContain(key)
    expect(await readApiKey(database.db, key)).toEqual({ id, name: '会計ソフト' })
    expect(await revokeApiKey(database.db, id)).toBe(true)
    expect(await revokeApiKey(database.db, id)).toBe(true)
    expect(await readApiKey(database.db, key)).toBeNull()
    expect(await readApiKey(database.db, `${key}x`)).toBeNull()
  })
})
