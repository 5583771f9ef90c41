import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import {
  json,
  noDesk,
  plain,
  type Reply,
  type ScriptedDesk,
  settings,
  startScriptedDesk,
  tools,
} from '../../../tests/support/scripted-desk.ts'
import { createHttp } from '../../platform/http-client.ts'
import type { Call } from '../connector.ts'
import { zendesk } from './index.ts'
import type { CompletedApplication } from './messages.ts'

let desk: ScriptedDesk
let connector: ReturnType<typeof zendesk>

beforeAll(async () => {
  desk = await startScriptedDesk()
  connector = zendesk({ apiBase: desk.apiBase })
})
afterAll(() => desk.close())
beforeEach(() => {
  desk.received = []
  desk.replies = {}
})

const credentials = Buffer.from('support@mycompany.example/token:secret-zendesk-token').toString('base64')

const event: CompletedApplication = {
  id: 1,
  type: 'application.completed',
  actor: { kind: 'visitor' },
  occurredAt: new Date('2026-11-23T06:07:00Z'),
  payload: {
    application: { id: 'app-1', number: 'A-7K2MQX9P', kind: 'standard', amountYen: 3980, method: 'card' },
    customer: { id: 'cus-1', familyName: '山田', givenName: '花子', email: 'hanako@customer.example' },
    newCustomer: true,
    product: { id: 'pro-1', name: 'オンライン英会話', kind: 'monthly', priceYen: 3980 },
    contract: null,
    netshoninPlanId: null,
  },
}

function call(change: Partial<Call> = {}): Call {
  return {
    reference: '7K2MQX9PAB',
    target: 'ticket',
    lane: null,
    events: [event],
    cause: null,
    request: '{"ticket":{"subject":"stored"}}',
    attempt: 1,
    unsure: false,
    ...change,
  }
}

const created = (lookup: 'hit' | 'miss') => json(201, { ticket: { id: 4014 } }, { 'x-idempotency-lookup': lookup })
const listed = (...externalIds: string[]) =>
  json(200, { tickets: externalIds.map((external_id, index) => ({ id: 77 + index, external_id })) })
const otherBytes = json(400, { error: 'IdempotentRequestError', description: "Request parameters don't match" })
const paused = { kind: 'retry', hold: true, connection: 'paused' }
const collided = { kind: 'unknown', reason: expect.stringContaining('(Requester creation collision') }
const unknown = { kind: 'unknown', connection: 'failing' }
const existing = { kind: 'delivered', remoteId: '77', note: '前の送信でチケットが作成されていました' }

describe('planning', () => {
  it('tells completed applications only', () => {
    const tell = (type: unknown) => connector.plan({ ...event, type } as never, settings, { mailReplaced: false })
    expect(tell('application.completed').deliveries).toEqual([{ target: 'ticket', lane: null, onceKey: null }])
    expect(tell('contract.cancelled').deliveries).toEqual([])
  })
})

describe('creating a ticket', () => {
  it('sends the stored bytes with the credentials and a key of this post', async () => {
    desk.replies = { 'POST /tickets': created('miss') }
    const outcome = await connector.send(call(), settings, tools)
    expect(outcome).toMatchObject({ kind: 'delivered', remoteId: '4014', remoteUrl: `${desk.base}/agent/tickets/4014` })
    expect(outcome).not.toHaveProperty('note')
    // Without the end of the window the number left says too little.
    expect(outcome).not.toHaveProperty('budget')
    expect(desk.received).toMatchObject([
      { method: 'POST', path: '/desk/mycompany/api/v2/tickets', body: call().request },
    ])
    expect(desk.received[0]?.headers).toMatchObject({
      authorization: `Basic ${credentials}`,
      'content-type': 'application/json',
      accept: 'application/json',
      'idempotency-key': 'luxliner-7K2MQX9PAB',
    })
  })

  it('sends what it renders when nothing is stored yet', async () => {
    desk.replies = { 'POST /tickets': created('miss') }
    await connector.send(call({ request: null }), settings, tools)
    expect(desk.received[0]?.body).toBe(connector.render?.(call(), settings, tools.shop))
  })

  it.each<[string, Reply, object]>([
    ['a repeated key', created('hit'), { kind: 'delivered', remoteId: '4014', note: existing.note }],
    [
      'a body too long to read, with a location',
      { status: 201, headers: { location: `https://x/api/v2/tickets/9.json` }, body: 'x'.repeat(1_200_000) },
      { kind: 'delivered', remoteId: '9' },
    ],
    ['401', json(401, { error: "Couldn't authenticate you" }), paused],
    ['403', json(403, { error: { title: 'Forbidden', message: 'No access' } }), paused],
    ['403 of a missing scope', json(403, { error: 'Forbidden', description: 'missing scopes' }), paused],
    [
      '403 of something on the way',
      { status: 403, body: '<html>blocked</html>' },
      { kind: 'retry', connection: 'failing' },
    ],
    ['an address nobody has claimed', noDesk, paused],
    ['404 of a record', json(404, { error: 'RecordNotFound', description: 'Not found' }), { kind: 'refused' }],
    ['404 of something on the way', plain(404, 'not found'), { kind: 'retry', connection: 'failing' }],
    [
      '400',
      json(400, { error: 'ParameterMissing', description: 'ticket is required' }),
      { kind: 'refused', reason: 'Zendeskが受け付けませんでした(ticket is required)' },
    ],
    [
      '422',
      json(422, {
        error: 'RecordInvalid',
        details: { base: [{ description: 'One' }], requester: [{ description: 'Two' }] },
      }),
      { kind: 'refused', reason: 'Zendeskが受け付けませんでした(One / Two)' },
    ],
    ['422 without words', { status: 422 }, { kind: 'refused', reason: 'Zendeskが受け付けませんでした(HTTP 422)' }],
    ['a collision', plain(409, 'Requester creation collision - please try again'), collided],
    ['a collision with a wait', plain(409, 'wait', { 'retry-after': '3' }), { kind: 'unknown', afterMs: 3_000 }],
    [
      'the limit',
      plain(429, 'Number of allowed API requests per minute exceeded', { 'retry-after': '41' }),
      { kind: 'rate_limited', retryAfterMs: 41_000, exhausted: { resetsInMs: 41_000 } },
    ],
    ['the limit without a wait', plain(429, ''), { kind: 'rate_limited', retryAfterMs: 60_000 }],
    [
      'the limit with a wait that is no number',
      plain(429, '', { 'retry-after': 'soon' }),
      { kind: 'rate_limited', retryAfterMs: 60_000 },
    ],
    [
      'the limit with no wait at all',
      plain(429, '', { 'retry-after': '0' }),
      { kind: 'rate_limited', retryAfterMs: 1_000 },
    ],
    [
      'the limit with an absurd wait',
      plain(429, '', { 'retry-after': '99999999' }),
      { kind: 'rate_limited', retryAfterMs: 600_000 },
    ],
    [
      'a success that says what is left of the minute',
      json(201, { ticket: { id: 4014 } }, { 'x-rate-limit-remaining': '7', 'ratelimit-reset': '41' }),
      { kind: 'delivered', budget: { remaining: 7, resetsInMs: 41_000 } },
    ],
    [
      'a success that says it in the spelling of 2023',
      json(201, { ticket: { id: 4014 } }, { 'rate-limit-remaining': '8', 'rate-limit-reset': '42' }),
      { kind: 'delivered', budget: { remaining: 8, resetsInMs: 42_000 } },
    ],
    [
      'a refusal that says it too',
      json(422, { error: 'RecordInvalid' }, { 'ratelimit-remaining': '6', 'ratelimit-reset': '40' }),
      { kind: 'refused', budget: { remaining: 6, resetsInMs: 40_000 } },
    ],
    [
      'a suspended requester',
      json(422, {
        error: 'RecordInvalid',
        description: 'Record validation errors',
        details: { requester: [{ description: 'Requester: 山田 花子 is suspended.' }] },
      }),
      { kind: 'refused', reason: 'Zendeskが受け付けませんでした(Requester: 山田 花子 is suspended.)' },
    ],
    [
      'a list of errors',
      json(400, { errors: [{ code: 'X', title: 'T', detail: 'D' }] }),
      { kind: 'refused', reason: 'Zendeskが受け付けませんでした(D)' },
    ],
    ['500', plain(500, 'Internal Server Error'), unknown],
    [
      '503 as a page',
      { status: 503, body: '<html>maintenance</html>' },
      { ...unknown, reason: 'Zendeskで障害が起きているようです(HTTP 503)' },
    ],
    [
      'a maintenance that tells its end',
      plain(503, 'maintenance', { 'retry-after': '300' }),
      { ...unknown, afterMs: 300_000 },
    ],
    ['a hang', 'hang', unknown],
    ['a reset', 'reset', unknown],
    [
      'a redirect',
      { status: 302, headers: { location: 'https://elsewhere.example/' } },
      { kind: 'retry', connection: 'failing' },
    ],
  ])('%s', async (_name, reply, expected) => {
    desk.replies = { 'POST /tickets': reply }
    expect(await connector.send(call(), settings, tools)).toMatchObject(expected)
    expect(desk.received).toHaveLength(1)
  })

  it('surely sent nothing when nobody listens', async () => {
    const nobody = zendesk({ apiBase: 'http://127.0.0.1:1/{subdomain}' })
    const outcome = await nobody.send(call(), settings, tools)
    expect(outcome).toMatchObject({ kind: 'retry', connection: 'failing', reason: expect.stringContaining('接続') })
  })

  it('waits for another configuration when our own client refuses the address', async () => {
    const strict = { ...tools, http: createHttp(new Set()) }
    expect(await connector.send(call(), settings, strict)).toMatchObject(paused)
  })
})

describe('looking for the ticket first', () => {
  it.each<[string, Reply, object, string[]]>([
    ['finds it', listed('other', 'app-1'), { ...existing, remoteId: '78' }, ['GET']],
    ['finds only others', listed('other'), { kind: 'delivered', remoteId: '4014' }, ['GET', 'POST']],
    ['finds none', listed(), { kind: 'delivered', remoteId: '4014' }, ['GET', 'POST']],
    ['may not', json(401, { error: 'no' }), paused, ['GET']],
    ['meets the limit', plain(429, '', { 'retry-after': '5' }), { kind: 'rate_limited', retryAfterMs: 5_000 }, ['GET']],
    ['gets no answer', 'hang', { kind: 'unknown' }, ['GET']],
    ['gets no JSON', plain(200, 'OK'), { kind: 'unknown' }, ['GET']],
    ['is refused', json(422, { error: 'x' }), { kind: 'unknown' }, ['GET']],
  ])('after a try that may have made it, %s', async (_name, reply, expected, methods) => {
    desk.replies = { 'GET /tickets': reply, 'POST /tickets': created('miss') }
    const outcome = await connector.send(call({ attempt: 9, unsure: true }), settings, tools)
    expect(outcome).toMatchObject(expected)
    expect(desk.received.map(({ method }) => method)).toEqual(methods)
    expect(desk.received[0]?.path).toBe('/desk/mycompany/api/v2/tickets?external_id=app-1')
  })

  it('is not needed after tries that surely made none', async () => {
    desk.replies = { 'POST /tickets': created('miss') }
    await connector.send(call({ attempt: 2 }), settings, tools)
    expect(desk.received.map(({ method }) => method)).toEqual(['POST'])
  })

  it.each<[string, Reply, Reply, object]>([
    ['a refused key, and finds it', otherBytes, listed('app-1'), existing],
    ['a refused key, and finds none', otherBytes, listed(), { kind: 'unknown' }],
    ['a refused key, and may not look', otherBytes, noDesk, paused],
    ['an empty 201, and finds it', { status: 201 }, listed('app-1'), existing],
    ['a 200 of a page, and finds none', plain(200, '<html>welcome</html>'), listed(), { kind: 'unknown' }],
  ])('looks after %s', async (_name, posted, found, expected) => {
    desk.replies = { 'POST /tickets': posted, 'GET /tickets': found }
    expect(await connector.send(call(), settings, tools)).toMatchObject(expected)
    expect(desk.received.map(({ method }) => method)).toEqual(['POST', 'GET'])
  })
})

it.each([200, 201, 302, 400, 401, 403, 404, 409, 422, 429, 500])(
  'stores no secret that a remote echoes with %i',
  async (status) => {
    const words = `${credentials} Basic ${credentials} secret-zendesk-token `.repeat(20)
    for (const body of [
      words,
      JSON.stringify({ error: words }),
      JSON.stringify({ error: { title: words, message: words } }),
    ]) {
      desk.replies = { 'POST /tickets': { status, body }, 'GET /tickets': { status, body } }
      for (const unsure of [false, true]) {
        const outcome = JSON.stringify(await connector.send(call({ unsure }), settings, tools))
        expect(outcome).not.toContain('secret-zendesk-token')
        expect(outcome).not.toContain(credentials.slice(0, 16))
      }
    }
  },
)
