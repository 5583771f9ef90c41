import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
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
  ['a page', plain(200, '<html></html>'), counted, false, '読み取れません'],
  ['a fault', plain(500, 'oops'), counted, false, '時間をおいて、もう一度お試しください。'],
  ['a hang', 'hang', counted, false, '時間をおいて、もう一度お試しください。'],
])('%s', async (_name, known, count, ok, words) => {
  desk.replies = { 'GET /users/me': known, 'GET /tickets/count': count }
  expect(await attempt()).toEqual({ ok, said: expect.stringContaining(words) })
})

it('asks nobody while a field is empty', async () => {
  expect(await attempt({ apiToken: '' })).toEqual({
    ok: false,
    said: expect.stringContaining('入力して保存してください'),
  })
  expect(desk.received).toEqual([])
})
