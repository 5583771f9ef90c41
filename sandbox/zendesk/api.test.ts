import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { type Sandbox, startSandbox } from '../index.ts'
import { resetWorld } from '../world.ts'

let sandbox: Sandbox
beforeAll(async () => {
  sandbox = await startSandbox({ port: 0 })
})
afterAll(() => sandbox.close())
beforeEach(() => resetWorld(sandbox.world))

const basic = (email: string, token: string) => `Basic ${Buffer.from(`${email}/token:${token}`).toString('base64')}`
const agent = basic('support@luxliner-demo.example', 'sandbox-zendesk-token')

function call(path: string, init: RequestInit = {}, authorization: string | null = agent): Promise<Response> {
  const headers = new Headers(init.headers)
  if (authorization !== null) headers.set('authorization', authorization)
  return fetch(`${sandbox.url}/zendesk/luxliner-demo${path}`, { ...init, headers })
}

function createTicket(ticket: object, headers: Record<string, string> = {}): Promise<Response> {
  const body = JSON.stringify({ ticket })
  return call('/api/v2/tickets.json', {
    method: 'POST',
    body,
    headers: { 'content-type': 'application/json', ...headers },
  })
}

const application = {
  subject: '【お申し込み】動画編集マスター講座',
  comment: { body: '山田 花子様からお申し込みがありました。', public: true },
  requester: { name: '山田 花子', email: 'hanako@customer.example' },
  external_id: 'app_1',
  tags: ['luxliner'],
}

describe('who am I', () => {
  it.each([
    ['the agent', agent, 200, { user: { role: 'admin', email: 'support@luxliner-demo.example', suspended: false } }],
    ['nobody', null, 200, { user: { id: null, name: 'Anonymous user' } }],
    ['a wrong token', basic('support@luxliner-demo.example', 'x'), 401, { error: "Couldn't authenticate you" }],
    ['an unknown agent', basic('x@y.example', 'sandbox-zendesk-token'), 401, { error: "Couldn't authenticate you" }],
    ['a made-up bearer', 'Bearer x', 401, { error: 'invalid_token' }],
  ])('answers %s', async (_name, authorization, status, body) => {
    const response = await call('/api/v2/users/me.json', {}, authorization)
    expect(response.status).toBe(status)
    expect(await response.json()).toMatchObject(body)
  })

  it('shows tickets only to those who are known, and knows one desk only', async () => {
    expect((await call('/api/v2/tickets/count', {}, null)).status).toBe(401)
    const other = await fetch(`${sandbox.url}/zendesk/nobody/api/v2/users/me`)
    expect(other.status).toBe(404)
    expect(await other.json()).toMatchObject({ error: { title: 'No help desk at nobody.zendesk.com' } })
  })
})

describe('tickets', () => {
  it('makes a ticket and its requester', async () => {
    const response = await createTicket(application)
    expect(response.status).toBe(201)
    expect(response.headers.get('location')).toBe(`${sandbox.url}/zendesk/luxliner-demo/api/v2/tickets/1.json`)
    expect(response.headers.get('x-rate-limit')).toBe('200')
    const { ticket, audit } = (await response.json()) as { ticket: { requester_id: number }; audit: object }
    expect(ticket).toMatchObject({ id: 1, status: 'new', external_id: 'app_1', is_public: true })
    expect(audit).toMatchObject({ events: [{ type: 'Comment', author_id: ticket.requester_id, public: true }, {}, {}] })
    expect(sandbox.world.zendesk.users.at(-1)).toMatchObject({ email: 'hanako@customer.example', role: 'end-user' })
    expect(await (await call('/api/v2/tickets/1')).json()).toMatchObject({ ticket: { subject: application.subject } })
  })

  it('uses a known requester as they are and finds tickets by external id', async () => {
    await createTicket(application)
    await createTicket({
      ...application,
      external_id: 'app_2',
      requester: { name: '別名', email: 'HANAKO@customer.example' },
    })
    const people = sandbox.world.zendesk.users.filter(({ email }) => email.startsWith('hanako'))
    expect(people.map(({ name }) => name)).toEqual(['山田 花子'])
    expect(await (await call('/api/v2/tickets?external_id=app_2')).json()).toMatchObject({
      count: 1,
      tickets: [{ id: 2 }],
    })
    expect(await (await call('/api/v2/tickets/count.json')).json()).toMatchObject({ count: { value: 2 } })
  })

  it.each([
    ['no comment', { subject: 'x' }, 'base', 'Description: cannot be blank'],
    ['no name', { ...application, requester: { email: 'a@b.example' } }, 'requester', 'is too short'],
    [
      'a bad address',
      { ...application, requester: { name: 'x', email: 'a' } },
      'requester',
      'is not properly formatted',
    ],
    [
      'a suspended requester',
      { ...application, requester: { name: 'x', email: 'suspended@customer.example' } },
      'requester',
      'Requester: 利用停止のお客様 is suspended.',
    ],
  ])('refuses %s', async (_name, ticket, field, words) => {
    const response = await createTicket(ticket)
    expect(response.status).toBe(422)
    const body = (await response.json()) as { error: string; details: Record<string, { description: string }[]> }
    expect(body.error).toBe('RecordInvalid')
    expect(body.details[field]?.[0]?.description).toContain(words)
    expect(sandbox.world.zendesk.tickets).toEqual([])
  })

  it('refuses a body without a ticket and what is not JSON', async () => {
    const headers = { 'content-type': 'application/json' }
    const missing = await call('/api/v2/tickets', { method: 'POST', body: '{}', headers })
    expect([missing.status, await missing.json()]).toMatchObject([400, { error: 'ParameterMissing' }])
    expect((await call('/api/v2/tickets', { method: 'POST', body: '{', headers })).status).toBe(422)
  })
})

describe('idempotency', () => {
  it('answers the same bytes with the same ticket, other bytes with an error', async () => {
    const key = { 'idempotency-key': 'k1' }
    const first = await createTicket(application, key)
    const again = await createTicket(application, key)
    expect([first, again].map((response) => response.headers.get('x-idempotency-lookup'))).toEqual(['miss', 'hit'])
    expect(await again.text()).toBe(await first.text())
    const other = await createTicket({ ...application, subject: '別件' }, key)
    expect([other.status, await other.json()]).toMatchObject([400, { error: 'IdempotentRequestError' }])
    expect(sandbox.world.zendesk.tickets.length).toBe(1)
  })

  it('makes a second ticket once the key is forgotten, and after an answer that was refused', async () => {
    const key = { 'idempotency-key': 'k2' }
    expect((await createTicket({ subject: 'x' }, key)).status).toBe(422)
    expect((await createTicket(application, key)).status).toBe(201)
    await fetch(`${sandbox.url}/sandbox/api/zendesk/forget-idempotency-keys`, { method: 'POST' })
    expect((await createTicket(application, key)).headers.get('x-idempotency-lookup')).toBe('miss')
    expect(sandbox.world.zendesk.tickets.length).toBe(2)
  })
})

it('grants a bearer token to the confidential client and checks its scopes at each call', async () => {
  const grant = (fields: object) =>
    call(
      '/oauth/tokens',
      { method: 'POST', body: JSON.stringify({ grant_type: 'client_credentials', ...fields }) },
      null,
    )
  const client = { client_id: 'luxliner', client_secret: 'sandbox-oauth-secret' }
  expect((await grant({ ...client, client_secret: 'x' })).status).toBe(401)
  const granted = await grant({ ...client, scope: 'tickets:read' })
  expect(granted.status).toBe(201)
  const { access_token: token } = (await granted.json()) as { access_token: string }
  expect((await call('/api/v2/tickets/count', {}, `Bearer ${token}`)).status).toBe(200)
  const forbidden = await call('/api/v2/tickets', { method: 'POST', body: '{}' }, `Bearer ${token}`)
  expect([forbidden.status, await forbidden.json()]).toMatchObject([403, { error: 'Forbidden' }])
})

describe('access tokens', () => {
  const client = { client_id: 'luxliner', client_secret: 'sandbox-oauth-secret' }
  const granted = async () => {
    const body = JSON.stringify({ grant_type: 'client_credentials', ...client })
    const response = await call('/oauth/tokens', { method: 'POST', body }, null)
    return ((await response.json()) as { access_token: string }).access_token
  }

  it('make tickets in the name of their client', async () => {
    const body = JSON.stringify({ ticket: application })
    const headers = { 'content-type': 'application/json' }
    await call('/api/v2/tickets', { method: 'POST', body, headers }, `Bearer ${await granted()}`)
    await createTicket(application)
    expect(sandbox.world.zendesk.tickets.map(({ madeWith }) => madeWith)).toEqual([
      { kind: 'oauth', clientId: 'luxliner' },
      { kind: 'api_token', email: 'support@luxliner-demo.example' },
    ])
    const page = await (await fetch(`${sandbox.url}/zendesk?ticket=1`)).text()
    expect(page).toContain('OAuthクライアント(luxliner)')
  })

  it('end at once when the switch says so, and others may be had', async () => {
    const token = await granted()
    const first = await call('/api/v2/tickets/count', {}, `Bearer ${token}`)
    await fetch(`${sandbox.url}/zendesk/switches/expire-access-tokens`, { method: 'POST' })
    const then = await call('/api/v2/tickets/count', {}, `Bearer ${token}`)
    expect([first.status, then.status, await then.json()]).toMatchObject([200, 401, { error: 'invalid_token' }])
    expect((await call('/api/v2/tickets/count', {}, `Bearer ${await granted()}`)).status).toBe(200)
  })
})

it('keeps no markup of a plain body, and no placeholder of an agent', async () => {
  const body = 'ああ<b>い</b> {{ticket.id}} {% if %}う'
  await createTicket({ ...application, comment: { body } })
  await createTicket({ ...application, comment: { body }, submitter_id: sandbox.world.zendesk.users[0]?.id })
  expect(sandbox.world.zendesk.tickets.map(({ comment }) => comment.body)).toEqual([
    'ああい {{ticket.id}} {% if %}う',
    'ああい  う',
  ])
})

it('answers plain text with Retry-After when the minute is used up', async () => {
  sandbox.world.zendesk.callsPerMinute = 1
  expect((await call('/api/v2/tickets/count')).headers.get('x-rate-limit-remaining')).toBe('0')
  const over = await call('/api/v2/tickets/count')
  expect([over.status, await over.text()]).toEqual([429, 'Number of allowed API requests per minute exceeded'])
  expect(Number(over.headers.get('retry-after'))).toBeGreaterThan(0)
})
