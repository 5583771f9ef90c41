import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import {
  json,
  noDesk,
  oauthSettings,
  plain,
  type Reply,
  type ScriptedDesk,
  startScriptedDesk,
  tools,
} from '../../../tests/support/scripted-desk.ts'
import { sampleEvent } from '../../events/index.ts'
import type { Call } from '../connector.ts'
import { zendesk } from './index.ts'

let desk: ScriptedDesk
let connector: ReturnType<typeof zendesk>
beforeAll(async () => {
  desk = await startScriptedDesk()
})
afterAll(() => desk.close())
beforeEach(() => {
  desk.received = []
  desk.replies = {}
  connector = zendesk({ apiBase: desk.apiBase })
})

const call: Call = {
  reference: '7K2MQX9PAB',
  target: 'ticket',
  lane: null,
  events: [sampleEvent('application.completed', new Date('2026-11-23T06:07:00Z'))],
  cause: null,
  request: '{"ticket":{"subject":"stored"}}',
  attempt: 1,
  unsure: false,
}
const send = () => connector.send(call, oauthSettings, tools)

const granted = (token: string) => json(201, { access_token: token, token_type: 'bearer', expires_in: 7_200 })
const created = json(201, { ticket: { id: 4014 } }, { 'x-idempotency-lookup': 'miss' })
const endedToken = json(401, { error: 'invalid_token', error_description: 'expired, revoked, malformed' })
const paused = { kind: 'retry', hold: true, connection: 'paused' }
const failing = { kind: 'retry', connection: 'failing' }
/** What was called, with which token. */
const calls = () =>
  desk.received.map(({ method, path, headers }) =>
    [method, path.split('/').at(-1), headers.authorization?.replace('Bearer ', '')].filter(Boolean).join(' '),
  )

it('fetches a token for the first ticket and keeps it', async () => {
  desk.replies = { 'POST /oauth/tokens': granted('token-1'), 'POST /tickets': created }
  expect(await send()).toMatchObject({ kind: 'delivered', remoteId: '4014' })
  expect(await send()).toMatchObject({ kind: 'delivered' })
  expect(calls()).toEqual(['POST tokens', 'POST tickets token-1', 'POST tickets token-1'])
  expect(desk.received[2]).toMatchObject({ body: call.request, headers: { 'idempotency-key': 'luxliner-7K2MQX9PAB' } })
})

describe('a kept token that ended early or was revoked', () => {
  const warmUp = async (...answers: Reply[]) => {
    desk.replies = {
      'POST /oauth/tokens': [granted('token-1'), granted('token-2')],
      'POST /tickets': [created, ...answers],
    }
    await send()
    desk.received = []
  }

  it('is replaced once, and the same bytes go out again', async () => {
    await warmUp(endedToken, created)
    expect(await send()).toMatchObject({ kind: 'delivered', remoteId: '4014' })
    expect(calls()).toEqual(['POST tickets token-1', 'POST tokens', 'POST tickets token-2'])
    expect(desk.received.map(({ body }) => body).filter((body) => body === call.request)).toHaveLength(2)
  })

  it('pauses the connection when a fresh one does not help', async () => {
    await warmUp(endedToken)
    expect(await send()).toMatchObject({
      ...paused,
      reason: expect.stringContaining('OAuthクライアントIDとシークレットをご確認ください'),
    })
    expect(calls()).toEqual(['POST tickets token-1', 'POST tokens', 'POST tickets token-2'])
  })

  it('is a retry when no fresh one can be had', async () => {
    await warmUp(endedToken)
    desk.replies['POST /oauth/tokens'] = plain(503, 'maintenance')
    expect(await send()).toMatchObject(failing)
  })
})

it('is revoked right after it was fetched: another one is tried, and no third', async () => {
  desk.replies = {
    'POST /oauth/tokens': [granted('token-1'), granted('token-2'), granted('token-3')],
    'POST /tickets': [endedToken, created, endedToken],
  }
  expect(await send()).toMatchObject({ kind: 'delivered' })
  expect(calls()).toEqual(['POST tokens', 'POST tickets token-1', 'POST tokens', 'POST tickets token-2'])
  expect(await send()).toMatchObject(paused)
  expect(calls().slice(4)).toEqual(['POST tickets token-2', 'POST tokens', 'POST tickets token-3'])
})

it('asks for one token while several tickets wait', async () => {
  desk.replies = { 'POST /oauth/tokens': granted('token-1'), 'POST /tickets': created }
  await Promise.all([send(), send(), send()])
  expect(calls().filter((line) => line === 'POST tokens')).toHaveLength(1)
})

it.each<[string, Reply, object]>([
  [
    'a wrong client',
    json(401, { error: 'invalid_client', error_description: 'Client authentication failed' }),
    { ...paused, reason: expect.stringMatching(/OAuthクライアントIDとシークレット.*\(Client authentication failed\)/) },
  ],
  ['a client that may not', json(400, { error: 'unauthorized_client' }), paused],
  ['a scope that is refused', json(400, { error: 'invalid_scope' }), paused],
  ['a 401 without words', { status: 401 }, paused],
  [
    'an address nobody has claimed',
    noDesk,
    { ...paused, reason: expect.stringContaining('サブドメイン「mycompany」') },
  ],
  ['the limit', plain(429, 'exceeded', { 'retry-after': '7' }), { kind: 'rate_limited', retryAfterMs: 7_000 }],
  ['a fault', plain(500, 'oops'), { ...failing, reason: 'Zendeskのアクセストークンを取得できませんでした(oops)' }],
  ['a hang', 'hang', failing],
  ['a reset', 'reset', failing],
  ['a redirect', { status: 302, headers: { location: 'https://elsewhere.example/' } }, failing],
  ['a page of something on the way', { status: 403, body: '<html>blocked</html>' }, failing],
  ['a success without a token', json(201, { token_type: 'bearer' }), failing],
  ['a success that is a page', plain(200, '<html></html>'), failing],
])('sends nothing after %s', async (_name, reply, expected) => {
  desk.replies = { 'POST /oauth/tokens': reply, 'POST /tickets': created }
  expect(await send()).toMatchObject(expected)
  expect(calls()).toEqual(['POST tokens'])
})

it('surely sent nothing when nobody listens', async () => {
  const nobody = zendesk({ apiBase: 'http://127.0.0.1:1/{subdomain}' })
  expect(await nobody.send(call, oauthSettings, tools)).toMatchObject(failing)
})

it('names the scopes when Zendesk misses them', async () => {
  const forbidden = json(403, {
    error: 'Forbidden',
    description: 'You are missing the following required scopes: write',
  })
  desk.replies = { 'POST /oauth/tokens': granted('token-1'), 'POST /tickets': forbidden }
  expect(await send()).toMatchObject({
    ...paused,
    reason: expect.stringContaining('tickets:read、tickets:write、users:read'),
  })
})

it.each([200, 201, 400, 401, 403, 404, 409, 422, 429, 500])(
  'stores no secret that a remote echoes with %i',
  async (status) => {
    const words = 'secret-of-the-client access-token-77 '.repeat(40)
    const echo = { status, body: JSON.stringify({ error: words, error_description: words }) }
    const token = json(201, { access_token: 'access-token-77' })
    // A token in an answer that cannot be read must not be kept either.
    const cut = { status, body: '{"access_token":"access-token-77","expires_in' }
    for (const tokenReplies of [token, echo, cut]) {
      connector = zendesk({ apiBase: desk.apiBase })
      desk.replies = { 'POST /oauth/tokens': tokenReplies, 'POST /tickets': echo, 'GET /tickets': echo }
      const outcome = JSON.stringify(await send())
      expect(outcome).not.toContain('secret-of-the-client')
      if (status < 300 || tokenReplies === token) expect(outcome).not.toContain('access-token-77')
    }
  },
)

it('stores no credentials in the request', () => {
  const request = connector.render?.(call, oauthSettings, tools.shop) ?? ''
  expect(JSON.parse(request).ticket).toMatchObject({ submitter_id: 5, comment: { public: true } })
  expect(request).not.toMatch(/secret|luxliner@|Bearer|Basic/)
})
