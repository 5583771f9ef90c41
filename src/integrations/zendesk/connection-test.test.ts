import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import {
  json,
  noDesk,
  oauthSettings,
  plain,
  type Reply,
  type ScriptedDesk,
  settings,
  startScriptedDesk,
  tools,
} from '../../../tests/support/scripted-desk.ts'
import { zendesk } from './index.ts'

let desk: ScriptedDesk
beforeAll(async () => {
  desk = await startScriptedDesk()
})
afterAll(() => desk.close())
beforeEach(() => {
  desk.received = []
})

const agent = { id: 5, name: '受講生サポート', role: 'admin', suspended: false }
const counted = json(200, { count: { value: 3 } })
const attempt = async (change: Partial<typeof settings> = {}) => {
  const report = await zendesk({ apiBase: desk.apiBase }).test?.({ ...settings, ...change }, tools, null)
  return {
    ok: report?.ok,
    said: report?.steps.map(({ label, ok, message }) => `${ok} ${label}: ${message}`).join('\n'),
  }
}

it.each<[string, Reply, Reply, boolean, string]>([
  [
    'an administrator',
    json(200, { user: agent }),
    counted,
    true,
    '受講生サポートさん(管理者)としてログインできました。',
  ],
  ['an agent', json(200, { user: { ...agent, role: 'agent' } }), counted, true, '(エージェント)'],
  [
    'nobody',
    json(200, { user: { id: null, name: 'Anonymous user' } }),
    counted,
    false,
    'ログインできませんでした。メールアドレスとAPIトークン',
  ],
  ['a customer', json(200, { user: { ...agent, role: 'end-user' } }), counted, false, 'エージェントではない'],
  ['somebody suspended', json(200, { user: { ...agent, suspended: true } }), counted, false, '利用停止'],
  [
    'wrong credentials',
    json(401, { error: "Couldn't authenticate you" }),
    counted,
    false,
    'APIトークンが有効になっているか',
  ],
  ['a wrong subdomain', noDesk, counted, false, 'サブドメイン「mycompany」のZendeskが見つかりません'],
  [
    'credentials that open nothing',
    json(200, { user: agent }),
    json(401, { error: 'no' }),
    false,
    'APIトークンが有効になっているか',
  ],
  [
    'an agent without rights',
    json(200, { user: agent }),
    json(403, { error: 'Forbidden' }),
    false,
    'false チケット: Zendeskでチケットを作成する権限がありません',
  ],
  [
    'an agent who may only write notes',
    json(200, { user: { ...agent, only_private_comments: true } }),
    counted,
    false,
    'false パブリック返信: 受講生サポートさんはパブリック返信を書けません。',
  ],
  ['a page', plain(200, '<html></html>'), counted, false, '読み取れません'],
  ['a fault', plain(500, 'oops'), counted, false, '時間をおいて、もう一度お試しください。'],
  ['a hang', 'hang', counted, false, '時間をおいて、もう一度お試しください。'],
])('%s', async (_name, known, count, ok, words) => {
  desk.replies = { 'GET /users/me': known, 'GET /tickets/count': count }
  expect(await attempt()).toEqual({ ok, said: expect.stringContaining(words) })
})

it('minds no right that an internal note does not need', async () => {
  const known = json(200, { user: { ...agent, only_private_comments: true } })
  desk.replies = { 'GET /users/me': known, 'GET /tickets/count': counted }
  expect(await attempt({ commentPublic: false })).toMatchObject({ ok: true })
})

it.each([
  [{ apiToken: '' }, 'APIトークンを入力して保存してください。'],
  [{ subdomain: '', email: '' }, 'サブドメイン、メールアドレスを入力して保存してください。'],
  [
    { authentication: 'oauth' as const },
    'OAuthクライアントID、OAuthクライアントシークレットを入力して保存してください。',
  ],
])('asks nobody while fields are empty: %j', async (change, words) => {
  expect(await attempt(change)).toEqual({ ok: false, said: `false 設定: ${words}` })
  expect(desk.received).toEqual([])
})

describe('by OAuth', () => {
  const granted = json(201, { access_token: 'the-access-token', token_type: 'bearer', expires_in: 7200 })
  const refused = json(401, { error: 'invalid_client', error_description: 'Client authentication failed' })
  const me = json(200, { user: agent })
  it.each<[string, Reply, Reply, Reply, boolean, string]>([
    ['works', granted, me, counted, true, '(管理者)としてログインできました。'],
    ['has a wrong client', refused, me, counted, false, 'OAuthクライアントIDとシークレットをご確認ください'],
    ['has a token that opens nothing', granted, refused, counted, false, 'OAuthクライアントが有効になっているか'],
    ['lacks a scope', granted, me, json(403, { error: 'Forbidden' }), false, 'スコープ(tickets:read、tickets:write'],
    ['belongs to nobody', granted, json(200, { user: {} }), counted, false, 'OAuthクライアントが有効になっているか'],
    [
      'belongs to a customer',
      granted,
      json(200, { user: { ...agent, role: 'end-user' } }),
      counted,
      false,
      'エージェントまたは管理者が関連付けられたOAuthクライアントを指定してください。',
    ],
    ['gets no token now', plain(503, ''), me, counted, false, '時間をおいて、もう一度お試しください。'],
  ])('%s', async (_name, token, known, count, ok, words) => {
    desk.replies = { 'POST /oauth/tokens': token, 'GET /users/me': known, 'GET /tickets/count': count }
    expect(await attempt(oauthSettings)).toEqual({ ok, said: expect.stringContaining(words) })
  })
})
