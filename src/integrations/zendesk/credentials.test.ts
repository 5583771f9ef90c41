import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
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
import type { ZendeskSettings } from './settings.ts'

let desk: ScriptedDesk
beforeAll(async () => {
  desk = await startScriptedDesk()
})
afterAll(() => desk.close())
beforeEach(() => {
  desk.received = []
})

const agent = { id: 77, name: '受講生サポート', role: 'agent', suspended: false }
const me = json(200, { user: agent })
const granted = json(201, { access_token: 'the-access-token' })
const save = (next: ZendeskSettings, previous: ZendeskSettings, known: Reply, token: Reply = granted) => {
  desk.replies = { 'GET /users/me': known, 'POST /oauth/tokens': token }
  return zendesk({ apiBase: desk.apiBase }).beforeSave?.(next, previous, tools)
}
const unknown = { agentId: null, agentName: '' }

it.each([
  ['token', settings],
  ['oauth', oauthSettings],
])('remembers whose credentials they are, by %s', async (_way, next) => {
  const checked = await save({ ...next, ...unknown }, next, me)
  expect(checked).toEqual({ ok: true, settings: { ...next, agentId: 77, agentName: '受講生サポート' } })
})

it.each<[string, ZendeskSettings, Reply, Reply, string, string]>([
  ['a wrong token', settings, json(401, { error: 'no' }), granted, 'apiToken', 'APIトークンに誤りがないか'],
  ['nobody', settings, json(200, { user: { id: null } }), granted, 'apiToken', 'ログインできませんでした'],
  ['an unknown host', settings, noDesk, granted, 'subdomain', 'サブドメイン「mycompany」のZendeskが見つかりません'],
  ['a page', settings, plain(200, '<html>'), granted, 'subdomain', '読み取れませんでした'],
  ['a wrong client', oauthSettings, me, json(401, { error: 'invalid_client' }), 'clientSecret', 'OAuthクライアントID'],
  ['an unknown host of a client', oauthSettings, me, noDesk, 'subdomain', 'サブドメインをご確認ください'],
  [
    'a service that is down',
    { ...settings, apiToken: 'another-token' },
    plain(503, ''),
    granted,
    'subdomain',
    '時間をおいて',
  ],
])('refuses %s at its field', async (_name, next, known, token, field, words) => {
  expect(await save(next, { ...settings, agentId: 5 }, known, token)).toEqual({
    ok: false,
    faults: [{ field, message: expect.stringContaining(words) }],
  })
})

it.each<[string, Reply]>([
  ['down', plain(503, '')],
  ['at its limit', plain(429, '')],
  ['silent', 'hang'],
])('saves what else changed while Zendesk is %s', async (_name, known) => {
  const previous = { ...settings, agentId: 5, agentName: '担当' }
  const next = { ...previous, subject: '{{商品}}', clientSecret: 'typed for later' }
  expect(await save(next, previous, known)).toEqual({ ok: true, settings: next })
})
