import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import {
  applied,
  call,
  entry,
  formSettings,
  hanako,
  page,
  provisional,
  type Reply,
  type ScriptedForm,
  startScriptedForm,
  tools,
} from '../../../tests/support/scripted-form.ts'
import type { DomainEvent } from '../../events/index.ts'
import { createHttp } from '../../platform/http-client.ts'
import { netshonin } from './index.ts'
import type { NetshoninSettings } from './settings.ts'

let server: ScriptedForm
let settings: NetshoninSettings

beforeAll(async () => {
  server = await startScriptedForm()
  settings = formSettings(`${server.origin}/form`)
})
afterAll(() => server.close())
beforeEach(() => {
  server.received.length = 0
  server.replies = {}
})

const connector = netshonin()

describe('planning', () => {
  const other: DomainEvent = {
    id: 1,
    actor: { kind: 'visitor' },
    occurredAt: new Date('2026-11-23T06:07:00Z'),
    type: 'customer.registered',
    payload: { customer: hanako },
  }
  it.each<[string, DomainEvent, string, string | null]>([
    ['a new customer', provisional(), '101', '101'],
    ['a new customer without a plan of the settings', provisional(), '', null],
    ['a buyer', applied('201'), '101', '201'],
    ['a buyer of a product without a plan', applied(null), '101', null],
    ['a buyer of a product with an empty plan', applied(' '), '101', null],
    ['anything else, 本登録 too', other, '101', null],
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

it.each<[string, Reply, object]>([
  ['registered', page('登録が完了しました'), { kind: 'delivered', note: 'リストに登録しました' }],
  ['on the list already', page('既に登録されています'), { kind: 'delivered', note: 'すでにリストに登録されています' }],
  [
    'provisional',
    page('仮登録を受け付けました'),
    { kind: 'refused', reason: expect.stringContaining('仮登録になりました') },
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
  server.replies = {
    'POST /form': reply,
    'GET /thanks': page('登録が完了しました'),
    'GET /empty-form': page('メールマガジン登録フォーム'),
    'GET /hang': 'hang',
    'GET /circle': { status: 302, headers: { location: '/circle' } },
  }
  expect(await connector.send(call(), settings, tools)).toMatchObject(expected)
  expect(server.received.filter(({ method }) => method === 'POST')).toHaveLength(1)
})

it('takes 仮登録 for done where staff decided so', async () => {
  server.replies = { 'POST /form': page('仮登録を受け付けました') }
  const outcome = await connector.send(call(), { ...settings, provisionalMeans: 'registered' }, tools)
  expect(outcome).toMatchObject({ kind: 'delivered', note: expect.stringContaining('仮登録しました') })
})

it('surely sent nothing when nobody listens', async () => {
  const outcome = await connector.send(call(), { ...settings, formUrl: 'http://127.0.0.1:1/form' }, tools)
  expect(outcome).toMatchObject({ kind: 'retry', reason: expect.stringContaining('接続できませんでした') })
})

it('does not try again what our own client refuses', async () => {
  const strict = { ...tools, http: createHttp(new Set()) }
  expect(await connector.send(call(), settings, strict)).toMatchObject({ kind: 'refused' })
  expect(server.received).toEqual([])
})

it.each([
  ['nothing read yet', []],
  ['a value that nobody decided', [entry('mail', 'email'), entry('plan', 'plan'), entry('pref', 'ask')]],
])('sends nothing with %s', async (_name, entries) => {
  const outcome = await connector.send(call(), { ...settings, entries }, tools)
  expect(outcome).toMatchObject({ kind: 'refused', reason: expect.stringContaining('設定が済んでいない') })
  expect(server.received).toEqual([])
})

it.each([
  ['山田', 'Hanako', true],
  ['山田', 'Ｈａｎａｋｏ', true],
  ['山田', 'ハナコ', true],
  ['ﾔﾏﾀﾞ', '花子', true],
  ['山田', 'はなこ', false],
])('remarks on the name %s %s: %s', async (familyName, givenName, remarked) => {
  server.replies = { 'POST /form': page('エラー') }
  const outcome = await connector.send(call(provisional({ ...hanako, familyName, givenName })), settings, tools)
  expect('reason' in outcome && outcome.reason.includes('姓名にアルファベットやカタカナが入っていると')).toBe(remarked)
})

it('says what to register by hand', () => {
  const { familyName, givenName, email } = hanako
  expect(connector.byHand?.(call(applied('201'), '201'))).toEqual({ familyName, givenName, email, planId: '201' })
})

describe('saving', () => {
  const save = (change: Partial<NetshoninSettings>, trustedHosts = new Set<string>()) =>
    netshonin({ trustedHosts }).beforeSave?.({ ...settings, ...change }, settings, tools)

  it('refuses an address that could never be called', async () => {
    expect(await save({ formUrl: 'http://127.0.0.1:3900/form' }, new Set(['127.0.0.1:3900']))).toMatchObject({
      ok: true,
    })
    expect(await save({ formUrl: 'http://mycompany.co.jp/form', pageUrl: 'https://127.0.0.1/' })).toEqual({
      ok: false,
      faults: [
        { field: 'formUrl', message: expect.stringContaining('https://') },
        { field: 'pageUrl', message: expect.stringContaining('社内のネットワーク') },
      ],
    })
  })

  const FORM = `<form action="reg" method=post><input type=hidden name=pid value=1>
    メール<input name=m>姓<input name=s>名<input name=g><input type=submit value=登録></form>`

  it('reads the form from its own address, where nobody pasted one: three settings are enough', async () => {
    server.replies = { 'GET /form': { status: 200, body: FORM } }
    const saved = await save({ entries: [] }, new Set(['127.0.0.1']))
    if (!saved?.ok) throw new Error(JSON.stringify(saved))
    expect(saved.settings).toMatchObject({ formUrl: `${server.origin}/reg`, method: 'post', pageUrl: '' })
    expect(saved.settings.entries.map(({ name, role }) => [name, role])).toEqual([
      ['pid', 'plan'],
      ['m', 'email'],
      ['s', 'familyName'],
      ['g', 'givenName'],
    ])
  })

  it.each<[string, Reply, string]>([
    ['shows no form', page('登録'), 'フォームが見つかりません'],
    ['is not there', { status: 404 }, 'HTTP 404'],
    ['asks for more', { status: 200, body: FORM.replace('姓', '電話(必須)<input name=tel>姓') }, '電話'],
  ])('asks for the form where its address %s', async (_name, reply, words) => {
    server.replies = { 'GET /form': reply }
    expect(await save({ entries: [] }, new Set(['127.0.0.1']))).toMatchObject({
      ok: false,
      faults: [{ field: 'entries', message: expect.stringContaining(words) }],
    })
  })
})
