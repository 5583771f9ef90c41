import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import {
  json,
  plain,
  type Reply,
  type ScriptedDesk,
  startScriptedDesk,
  tools,
} from '../../../tests/support/scripted-desk.ts'
import { type AccessTokens, createAccessTokens } from './access-tokens.ts'

const MINUTE = 60_000

let desk: ScriptedDesk
let tokens: AccessTokens
let nowMs: number
beforeAll(async () => {
  desk = await startScriptedDesk()
})
afterAll(() => desk.close())
beforeEach(() => {
  desk.received = []
  nowMs = 0
  tokens = createAccessTokens(() => nowMs)
})

const granted = (token: string, more: object = { expires_in: 7_200 }): Reply =>
  json(201, { access_token: token, token_type: 'bearer', ...more })
const replies = (...answers: Reply[]) => {
  desk.replies = { 'POST /oauth/tokens': answers }
}
const get = (secret = 'secret') => tokens.get(tools.http, { base: desk.base, id: 'luxliner', secret })
const getAt = (ms: number) => {
  nowMs = ms
  return get()
}
const asked = () => desk.received.length

it('asks for the scopes that are needed, and a life of two hours', async () => {
  replies(granted('t1'))
  expect(await get()).toEqual({ kind: 'token', token: 't1' })
  expect(desk.received).toMatchObject([
    { method: 'POST', path: '/desk/mycompany/oauth/tokens', headers: { 'content-type': 'application/json' } },
  ])
  expect(JSON.parse(desk.received[0]?.body ?? '')).toEqual({
    grant_type: 'client_credentials',
    client_id: 'luxliner',
    client_secret: 'secret',
    scope: 'tickets:read tickets:write users:read',
    expires_in: 7_200,
  })
  expect(desk.received[0]?.headers).not.toHaveProperty('authorization')
})

it('is one call, however many wait', async () => {
  replies(granted('t1'), granted('t2'))
  const answers = await Promise.all(Array.from({ length: 20 }, () => get()))
  expect(new Set(answers.map((answer) => answer.kind === 'token' && answer.token))).toEqual(new Set(['t1']))
  expect(asked()).toBe(1)
})

it.each([
  ['five minutes before its end', { expires_in: 7_200 }, 115 * MINUTE],
  ['half-way when its life is short', { expires_in: 300 }, 2.5 * MINUTE],
  ['after 25 minutes when nothing is said of its life', {}, 25 * MINUTE],
  ['after 25 minutes when its life is no number', { expires_in: 'long' }, 25 * MINUTE],
  ['as asked for when more is promised', { expires_in: 7_200_000 }, 115 * MINUTE],
])('is renewed %s', async (_name, life, renewAt) => {
  replies(granted('t1', life), granted('t2'))
  await get()
  expect(await getAt(renewAt - 1)).toEqual({ kind: 'token', token: 't1' })
  expect(await getAt(renewAt)).toEqual({ kind: 'token', token: 't2' })
  expect(asked()).toBe(2)
})

it('serves to its end when it cannot be renewed, and no longer', async () => {
  replies(granted('t1'), plain(503, 'maintenance'))
  await get()
  expect(await getAt(119 * MINUTE)).toEqual({ kind: 'token', token: 't1' })
  expect(await getAt(120 * MINUTE)).toMatchObject({ kind: 'failed', because: { kind: 'answered', status: 503 } })
})

it('is forgotten once it did not work, but not the one that came after it', async () => {
  replies(granted('t1'), granted('t2'))
  await get()
  tokens.forget('t1')
  expect(await get()).toMatchObject({ token: 't2' })
  tokens.forget('t1')
  expect(await get()).toMatchObject({ token: 't2' })
})

it('belongs to its client alone', async () => {
  replies(granted('t1'), granted('t2'))
  await get()
  expect(await get('another secret')).toMatchObject({ token: 't2' })
})

it.each<[string, Reply, object]>([
  ['a refusal', json(401, { error: 'invalid_client' }), { kind: 'answered', status: 401 }],
  ['a hang', 'hang', { kind: 'lost' }],
  ['a page', plain(200, '<html></html>'), { kind: 'answered', status: 200 }],
  ['an empty token', granted(''), { kind: 'answered', status: 201 }],
])('fails with %s, and is asked for again', async (_name, reply, because) => {
  replies(reply, granted('t2'))
  expect(await get()).toMatchObject({ kind: 'failed', because })
  expect(await get()).toMatchObject({ kind: 'token', token: 't2' })
})
