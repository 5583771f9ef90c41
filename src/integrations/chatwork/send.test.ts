import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import {
  json,
  type Reply,
  type ScriptedServer,
  startScriptedServer,
  tools,
} from '../../../tests/support/scripted-server.ts'
import { sampleEvent } from '../../events/index.ts'
import type { Call } from '../connector.ts'
import { chatwork, chatworkDefinition } from './index.ts'

const POST = 'POST /rooms/777/messages'
const LOOK = 'GET /rooms/777/messages'
const settings = {
  ...chatworkDefinition.defaults,
  enabled: true,
  apiToken: 'secret-chatwork-token',
  accountId: '42',
  applicationRoomId: '777',
}
const call: Call = {
  reference: 'REF2345678',
  target: 'application',
  lane: '777',
  events: [sampleEvent('application.completed', new Date('2026-11-23T05:05:00Z'))],
  cause: null,
  request: null,
  attempt: 1,
  unsure: false,
}

let server: ScriptedServer
beforeAll(async () => {
  server = await startScriptedServer()
})
afterAll(() => server.close())
beforeEach(() => {
  server.received = []
})

const connector = () => chatwork({ apiBase: server.origin })
const send = (reply: Reply) => {
  server.replies = { [POST]: reply }
  return connector().send(call, settings, tools)
}

/** An answer of this moment, whose window ends in so many seconds. */
const limits = (remaining: string, resetsInSeconds: number | string) => {
  const date = new Date('2026-11-23T05:05:00Z')
  const reset = typeof resetsInSeconds === 'string' ? resetsInSeconds : String(date.getTime() / 1_000 + resetsInSeconds)
  return { date: date.toUTCString(), 'x-ratelimit-remaining': remaining, 'x-ratelimit-reset': reset }
}
const PER_ROOM = { errors: ['Rate limit for message posting per room exceeded.'] }

describe('a post', () => {
  it('is a form, with the token in its header and nowhere else', async () => {
    expect(await send(json(200, { message_id: '1928374655918273645' }))).toMatchObject({
      kind: 'delivered',
      remoteId: '1928374655918273645',
    })
    const [received] = server.received
    expect(received).toMatchObject({
      path: '/rooms/777/messages',
      headers: { 'content-type': 'application/x-www-form-urlencoded', 'x-chatworktoken': settings.apiToken },
    })
    const form = new URLSearchParams(received?.body)
    expect([...form.keys()].sort()).toEqual(['body', 'self_unread'])
    expect(form.get('body')).toMatch(/^\[info\]\[title\]【申し込み】[\s\S]+通知番号: REF2345678\[\/info\]$/)
    expect(received?.body).not.toContain(settings.apiToken)
  })

  it.each<[string, Reply, Record<string, unknown>]>([
    ['201', json(201, { message_id: '5' }), { kind: 'delivered', remoteId: '5' }],
    ['a number that JSON would round', { status: 200, body: '{"message_id":1}' }, { kind: 'delivered', remoteId: '1' }],
    ['an empty body', { status: 200, body: '' }, { kind: 'unknown', failure: 'unclear', connection: 'failing' }],
    ['a page', { status: 200, body: '<html>ok</html>' }, { kind: 'unknown', failure: 'unclear' }],
    ['no id', json(200, {}), { kind: 'unknown', failure: 'unclear' }],
    ['2 MB', { status: 200, body: `{"message_id":"1","x":"${'x'.repeat(2_000_000)}"}` }, { kind: 'unknown' }],
    ['half an answer', 'half', { kind: 'unknown', failure: 'unclear' }],
    ['a dropped connection', 'reset', { kind: 'unknown', failure: 'unclear' }],
    ['a hang', 'hang', { kind: 'unknown', reason: '時間内に応答がありませんでした' }],
    ['500', { status: 500, body: 'oops' }, { kind: 'unknown', reason: 'Chatworkがエラーを返しました(500)' }],
    ['502 of a proxy', { status: 502, body: '<html>' }, { kind: 'unknown', connection: 'failing' }],
    [
      'a redirect',
      { status: 302, headers: { location: 'https://evil.example/' } },
      { kind: 'refused', failure: 'refused' },
    ],
    [
      '400',
      json(400, { errors: ['Message is too long'] }),
      { kind: 'refused', reason: 'Chatworkが受け付けなかったため(Message is too long)' },
    ],
    ['400 without words', { status: 400 }, { kind: 'refused', reason: 'Chatworkが受け付けなかったため(HTTP 400)' }],
    [
      '401',
      json(401, { errors: ['Invalid API Token'] }),
      { kind: 'refused', failure: 'bad_token', connection: 'paused' },
    ],
    ['401 without JSON', { status: 401, body: 'no' }, { kind: 'refused', failure: 'bad_token', connection: 'paused' }],
    ['403', json(403, { errors: ["You don't have permission"] }), { kind: 'refused', failure: 'no_access' }],
    ['404', { status: 404 }, { kind: 'refused', failure: 'no_access' }],
    ['the limit of a room', json(429, PER_ROOM, limits('200', 100)), { kind: 'rate_limited', retryAfterMs: 10_000 }],
    [
      'the general limit',
      json(429, {}, limits('0', 120)),
      { kind: 'rate_limited', exhausted: { resetsInMs: 120_000 } },
    ],
    [
      'a limit that says nothing',
      { status: 429, body: 'slow down' },
      { kind: 'rate_limited', exhausted: { resetsInMs: null } },
    ],
    [
      'a limit that speaks of both',
      json(429, { errors: ['per room and more'] }, limits('5', 60)),
      { exhausted: { resetsInMs: 60_000 } },
    ],
  ])('answered by %s', async (_name, reply, expected) => {
    expect(await send(reply)).toMatchObject(expected)
    expect(server.received).toHaveLength(1)
  })

  it('to a server that is not there surely had no effect', async () => {
    const gone = chatwork({ apiBase: 'http://127.0.0.1:1' })
    expect(await gone.send(call, settings, tools)).toMatchObject({
      kind: 'retry',
      failure: 'not_sent',
      reason: 'Chatworkに接続できないため(接続を拒否されました)',
    })
  })
})

describe('the headers of the limit', () => {
  it.each<[string, Record<string, string>, unknown]>([
    ['as documented', limits('287', 200), { remaining: 287, resetsInMs: 200_000 }],
    ['at the very end', limits('0', 0), { remaining: 0, resetsInMs: 0 }],
    ['absent', { date: limits('', 0).date }, undefined],
    ['of a window that has passed', limits('12', -30), undefined],
    ['in milliseconds', limits('12', '1779512700000'), { remaining: 12, resetsInMs: null }],
    ['years ahead', limits('12', 100_000_000), { remaining: 12, resetsInMs: null }],
    ['no number', limits('12', 'soon'), { remaining: 12, resetsInMs: null }],
    ['negative', limits('-1', 100), { remaining: null, resetsInMs: 100_000 }],
    ['twice, as a proxy joins them', limits('12, 12', 100), { remaining: null, resetsInMs: 100_000 }],
    ['without knowing its clock', { ...limits('12', 100), date: 'yesterday' }, { remaining: 12, resetsInMs: null }],
  ])('%s', async (_name, headers, expected) => {
    const outcome = await send(json(200, { message_id: '1' }, headers))
    expect(outcome.budget).toEqual(expected)
  })

  it('without a Date the end is not known', async () => {
    const headers = { 'x-ratelimit-remaining': '12', 'x-ratelimit-reset': '1795410000' }
    const outcome = await send({ ...json(200, { message_id: '1' }, headers), withoutDate: true })
    expect(outcome.budget).toEqual({ remaining: 12, resetsInMs: null })
  })
})

describe('looking for a message', () => {
  const message = (id: string, account: number, body: string) => ({
    message_id: id,
    account: { account_id: account },
    body,
  })
  const ours = message('900', 42, '[info][title]x[/title]通知番号: REF2345678[/info]')
  const look = (reply: Reply) => {
    server.replies = { [LOOK]: reply }
    return connector().settle?.(call, settings, tools)
  }
  it.each<[string, Reply, Record<string, unknown>]>([
    ['among others', json(200, [message('1', 42, 'hello'), ours]), { kind: 'found', remoteId: '900' }],
    ['of somebody who quotes it', json(200, [{ ...ours, account: { account_id: 7 } }]), { kind: 'not_found' }],
    ['of another reference', json(200, [message('1', 42, '通知番号: REF9999999')]), { kind: 'not_found' }],
    ['in an empty room', { status: 204 }, { kind: 'not_found' }],
    ['where we have no right', json(403, { errors: ['no'] }), { kind: 'cannot_look' }],
    ['behind the limit', { status: 429 }, { kind: 'cannot_look' }],
    ['in a page', { status: 200, body: '<html>' }, { kind: 'cannot_look' }],
    ['behind a hang', 'hang', { kind: 'cannot_look' }],
  ])('%s', async (_name, reply, expected) => {
    expect(await look(reply)).toMatchObject(expected)
    expect(server.received[0]?.path).toBe('/rooms/777/messages?force=1')
  })
})
