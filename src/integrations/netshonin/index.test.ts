import { once } from 'node:events'
import { createServer, type IncomingHttpHeaders, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { DomainEvent } from '../../events/index.ts'
import { createHttp } from '../../platform/http-client.ts'
import type { Call, Tools } from '../connector.ts'
import { netshonin } from './index.ts'
import { type NetshoninSettings, netshoninDefinition } from './settings.ts'

type Reply = { status: number; headers?: Record<string, string>; body?: string } | 'hang' | 'reset'

let server: Server
let received: { method: string; path: string; headers: IncomingHttpHeaders; body: string }[]
/** Answers by path. */
let replies: Record<string, Reply>
let origin: string
let settings: NetshoninSettings

beforeAll(async () => {
  server = createServer(async (request, response) => {
    const { method = '', url = '', headers } = request
    received.push({ method, path: url, headers, body: await text(request) })
    answer(response, replies[url] ?? { status: 404 })
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  settings = { ...netshoninDefinition.defaults, enabled: true, formUrl: `${origin}/form`, planId: '101' }
})
afterAll(async () => {
  server.closeAllConnections()
  server.close()
  await once(server, 'close')
})
beforeEach(() => {
  received = []
  replies = {}
})

function answer(response: ServerResponse, reply: Reply): void {
  if (reply === 'hang') return
  if (reply === 'reset') response.destroy()
  else
    response.writeHead(reply.status, { 'content-type': 'text/html; charset=utf-8', ...reply.headers }).end(reply.body)
}

const connector = netshonin()
const http = createHttp(new Set(['127.0.0.1']))
const tools: Tools = {
  // The real client with less patience, so that a hang takes no 10 seconds.
  http: { request: (request) => http.request({ ...request, timeoutMs: Math.min(request.timeoutMs, 300) }) },
  mailer: { isConfigured: async () => false, send: async () => ({ kind: 'not_configured' }) },
  shop: { shopName: '朝活スクール', baseUrl: 'https://shop.example', timeZone: 'Asia/Tokyo' },
}

const hanako = { id: 'cus-1', familyName: '山田', givenName: '花子', email: 'hanako+a@customer.example' }
const base = { id: 1, actor: { kind: 'visitor' }, occurredAt: new Date('2026-11-23T06:07:00Z') } as const

function provisional(customer = hanako): DomainEvent {
  const application = { id: 'app-1', number: 'A-7K2MQX9P', productName: 'オンライン英会話' }
  return { ...base, type: 'customer.provisionally_registered', payload: { customer, application } }
}

function applied(netshoninPlanId: string | null): DomainEvent {
  return {
    ...base,
    type: 'application.completed',
    payload: {
      application: { id: 'app-1', number: 'A-7K2MQX9P', kind: 'standard', amountYen: 3980, method: 'card' },
      customer: hanako,
      newCustomer: true,
      product: { id: 'pro-1', name: 'オンライン英会話', kind: 'monthly', priceYen: 3980 },
      contract: null,
      netshoninPlanId,
    },
  }
}

function call(event: DomainEvent = provisional()): Call {
  const once = { cause: null, request: null, attempt: 1, firstTriedMsAgo: null }
  return { reference: '7K2MQX9PAB', target: '101', lane: null, events: [event], ...once }
}

const page = (body: string): Reply => ({ status: 200, body: `<html><body><p>${body}</p></body></html>` })

describe('planning', () => {
  const other = { ...base, type: 'customer.registered', payload: { customer: hanako } } as const
  it.each<[string, DomainEvent, string, string | null]>([
    ['a new customer', provisional(), '101', '101'],
    ['a new customer without a plan of the settings', provisional(), '', null],
    ['a buyer', applied('201'), '101', '201'],
    ['a buyer of a product without a plan', applied(null), '101', null],
    ['a buyer of a product with an empty plan', applied(' '), '101', null],
    ['anything else', other, '101', null],
  ])('%s', (_name, event, planId, target) => {
    const { deliveries } = connector.plan(event, { ...settings, planId }, { mailReplaced: false })
    const onceKey = `application:app-1:plan:${target}`
    expect(deliveries).toEqual(target === null ? [] : [{ target, lane: null, onceKey }])
  })

  it('asks once for the same plan of one application', () => {
    const plan = (event: DomainEvent) => connector.plan(event, settings, { mailReplaced: false }).deliveries
    expect(plan(provisional())).toEqual(plan(applied('101')))
  })
})

it('posts the form as a browser would', async () => {
  replies = { '/form': page('登録が完了しました') }
  await connector.send(call(), { ...settings, fixedValues: 'cd=文字\nsbm=登録する' }, tools)
  expect(received).toHaveLength(1)
  expect(received[0]?.method).toBe('POST')
  expect(received[0]?.headers['content-type']).toBe('application/x-www-form-urlencoded')
  expect([...new URLSearchParams(received[0]?.body)]).toEqual([
    ['cd', '文字'],
    ['sbm', '登録する'],
    ['plan', '101'],
    ['mail', 'hanako+a@customer.example'],
    ['name1', '山田'],
    ['name2', '花子'],
  ])
})

it.each<[string, Reply, object]>([
  ['registered', page('登録が完了しました'), { kind: 'delivered', note: 'リストに登録しました' }],
  ['on the list already', page('既に登録されています'), { kind: 'delivered', note: 'すでにリストに登録されています' }],
  [
    'provisional',
    page('仮登録を受け付けました'),
    { kind: 'delivered', note: expect.stringContaining('仮登録しました') },
  ],
  [
    'rejected',
    page('エラー: プランがありません'),
    { kind: 'refused', reason: 'ネット商人に登録できませんでした(表示された内容: エラー: プランがありません)' },
  ],
  ['unclear', page('メールマガジン'), { kind: 'unknown', reason: expect.stringContaining('メールマガジン') }],
  ['empty', { status: 200 }, { kind: 'unknown', reason: expect.stringContaining('何も表示されませんでした') }],
  ['success in a comment only', page('<!-- 登録が完了しました -->'), { kind: 'unknown' }],
  [
    'too long to read',
    page(`登録が完了しました${'x'.repeat(300_000)}`),
    { kind: 'unknown', reason: expect.stringContaining('大きすぎて') },
  ],
  [
    'not found',
    { status: 404, body: '登録が完了しました' },
    { kind: 'refused', reason: '登録フォームにアクセスできませんでした(HTTP 404)' },
  ],
  ['limited', { status: 429 }, { kind: 'refused' }],
  ['broken', { status: 500, body: '登録が完了しました' }, { kind: 'unknown', connection: 'failing' }],
  ['never answered', 'hang', { kind: 'unknown', connection: 'failing' }],
  ['cut off', 'reset', { kind: 'unknown', connection: 'failing' }],
  [
    'sent elsewhere',
    { status: 302, headers: { location: 'https://thanks.example/' } },
    { kind: 'unknown', reason: expect.stringContaining('別のサイト') },
  ],
  ['sent nowhere', { status: 302, headers: { location: 'http://' } }, { kind: 'unknown' }],
  [
    'asked to post elsewhere',
    { status: 307, headers: { location: '/thanks' } },
    { kind: 'unknown', reason: expect.stringContaining('URLが変わっている') },
  ],
  [
    'sent in a circle',
    { status: 302, headers: { location: '/circle' } },
    { kind: 'unknown', reason: expect.stringContaining('転送が多すぎて') },
  ],
  ['sent to thanks', { status: 302, headers: { location: '/thanks' } }, { kind: 'delivered' }],
  ['sent back to the form', { status: 303, headers: { location: '/empty-form' } }, { kind: 'unknown' }],
  ['sent to a page that hangs', { status: 303, headers: { location: '/hang' } }, { kind: 'unknown' }],
])('%s', async (_name, reply, expected) => {
  replies = {
    '/form': reply,
    '/thanks': page('登録が完了しました'),
    '/empty-form': page('メールマガジン登録フォーム'),
    '/hang': 'hang',
    '/circle': { status: 302, headers: { location: '/circle' } },
  }
  expect(await connector.send(call(), settings, tools)).toMatchObject(expected)
  expect(received.filter(({ method }) => method === 'POST')).toHaveLength(1)
})

it('surely sent nothing when nobody listens', async () => {
  const outcome = await connector.send(call(), { ...settings, formUrl: 'http://127.0.0.1:1/form' }, tools)
  expect(outcome).toMatchObject({ kind: 'retry', reason: expect.stringContaining('接続できませんでした') })
})

it('does not try again what our own client refuses', async () => {
  const strict = { ...tools, http: createHttp(new Set()) }
  expect(await connector.send(call(), settings, strict)).toMatchObject({ kind: 'refused' })
  expect(received).toEqual([])
})

it.each([
  ['山田', 'Hanako', true],
  ['山田', 'Ｈａｎａｋｏ', true],
  ['山田', 'ハナコ', true],
  ['ﾔﾏﾀﾞ', '花子', true],
  ['山田', 'はなこ', false],
])('remarks on the name %s %s: %s', async (familyName, givenName, remarked) => {
  replies = { '/form': page('エラー') }
  const outcome = await connector.send(call(provisional({ ...hanako, familyName, givenName })), settings, tools)
  expect('reason' in outcome && outcome.reason.includes('姓名にアルファベットやカタカナが入っていると')).toBe(remarked)
})

it('says what to register by hand', () => {
  const { familyName, givenName, email } = hanako
  expect(connector.byHand?.({ ...call(applied('201')), target: '201' })).toEqual({
    familyName,
    givenName,
    email,
    planId: '201',
  })
})

it('refuses to save an address that could never be called', async () => {
  const save = (formUrl: string, trustedHosts: Set<string>) =>
    netshonin({ trustedHosts }).beforeSave?.({ ...settings, formUrl }, settings, tools)
  expect(await save('http://127.0.0.1:3900/form', new Set(['127.0.0.1:3900']))).toMatchObject({ ok: true })
  expect(await save('http://mycompany.co.jp/form', new Set())).toEqual({
    ok: false,
    faults: [{ field: 'formUrl', message: expect.stringContaining('https://') }],
  })
})
