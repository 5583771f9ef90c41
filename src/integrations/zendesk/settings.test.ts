import { expect, it } from 'vitest'
import type { FormItem } from '../settings-form.ts'
import { form, type ZendeskSettings, zendeskDefinition, zendeskSettings } from './settings.ts'

const complete: ZendeskSettings = {
  ...zendeskDefinition.defaults,
  enabled: true,
  subdomain: 'mycompany',
  email: 'support@mycompany.example',
  apiToken: 'secret-token',
}

function messageFor(change: Partial<ZendeskSettings>): string | null {
  const parsed = zendeskSettings.safeParse({ ...complete, ...change })
  return parsed.success ? null : parsed.error.issues.map(({ path, message }) => `${path}: ${message}`).join('\n')
}

it.each([
  ['mycompany', 'mycompany'],
  [' MyCompany ', 'mycompany'],
  ['ｍｙｃｏｍｐａｎｙ', 'mycompany'],
  ['mycompany.zendesk.com', 'mycompany'],
  ['https://mycompany.zendesk.com', 'mycompany'],
  ['http://my-company2.zendesk.com/agent/dashboard?x=1#top', 'my-company2'],
])('takes the subdomain %j as %j', (typed, label) => {
  expect(zendeskSettings.parse({ ...complete, subdomain: typed }).subdomain).toBe(label)
})

it.each([
  ['support.mycompany', '「.」は使えません'],
  ['mycompany.example.com', '「.」は使えません'],
  ['a.b.zendesk.com', '「.」は使えません'],
  ['https://mycompany.zendesk.com.attacker.example/', '「.」は使えません'],
  ['https://user@mycompany.zendesk.com', '半角の英数字とハイフン'],
  ['my_company', '半角の英数字とハイフン'],
  ['-mycompany', '半角の英数字とハイフン'],
  ['わたしの会社', '半角の英数字とハイフン'],
  ['localhost:3900', '半角の英数字とハイフン'],
  ['a'.repeat(64), '半角の英数字とハイフン'],
])('refuses the subdomain %j', (typed, words) => {
  const message = messageFor({ subdomain: typed })
  expect(message).toMatch(/^subdomain: /)
  expect(message).toContain(words)
})

it('removes what copying brings along', () => {
  const parsed = zendeskSettings.parse({
    ...complete,
    email: ' support@mycompany.example/token\n',
    apiToken: '  secret-\r\ntoken\u3000',
  })
  expect(parsed).toEqual(complete)
  expect(zendeskSettings.parse(parsed)).toEqual(parsed)
})

const wanted = { oauth: { clientId: 'luxliner', clientSecret: 'secret' }, token: {} }

it.each([
  ['token', 'subdomain', 'サブドメインを入力してください'],
  ['token', 'email', 'メールアドレスを入力してください'],
  ['token', 'apiToken', 'APIトークンを入力してください'],
  ['oauth', 'subdomain', 'サブドメインを入力してください'],
  ['oauth', 'clientId', 'OAuthクライアントIDを入力してください'],
  ['oauth', 'clientSecret', 'OAuthクライアントシークレットを入力してください'],
] as const)('by %s, demands %s only while the connector is on', (authentication, field, words) => {
  const change = { authentication, ...wanted[authentication], [field]: ' ' }
  expect(messageFor(change)).toMatch(new RegExp(`^${field}: .*${words}`))
  expect(messageFor({ ...change, enabled: false })).toBeNull()
})

it('demands nothing of the other way, and keeps it', () => {
  const oauth = {
    ...complete,
    authentication: 'oauth',
    clientId: 'luxliner',
    clientSecret: 'secret',
    email: '',
  } as const
  expect(zendeskSettings.parse(oauth)).toEqual(oauth)
  expect(messageFor({ clientId: '', clientSecret: '' })).toBeNull()
})

it.each([
  ['subject', ' \n ', '件名を入力してください'],
  ['subject', 'あ'.repeat(201), '200文字以内'],
  ['subject', '{{申込番後}}', '「{{申込番後}}」という項目はありません'],
  ['body', '', '本文を入力してください'],
  ['body', 'あ'.repeat(10_001), '10,000文字以内'],
  ['body', '申込番号: {{申込番号}', '組になっていない'],
  ['body', '{{ticket.id}}', '「{{ticket.id}}」という項目はありません'],
] as const)('refuses the %s %j', (field, typed, words) => {
  expect(messageFor({ [field]: typed })).toMatch(new RegExp(`^${field}: .*${words}`))
})

it('reads braces of a Japanese keyboard, and a subject is one line', () => {
  const parsed = zendeskSettings.parse({ ...complete, subject: '｛｛商品｝｝\n様', body: '一行目  \r\n\n ｛｛姓｝｝ ' })
  expect([parsed.subject, parsed.body]).toEqual(['{{商品}} 様', '一行目\n\n {{姓}}'])
})

it('takes tags as Zendesk keeps them', () => {
  const typed = [' VIP ', 'vip', '英会話コース', 'from:luxliner/shop-1_a']
  expect(zendeskSettings.parse({ ...complete, tags: typed }).tags).toEqual([
    'vip',
    '英会話コース',
    'from:luxliner/shop-1_a',
  ])
})

it.each([
  [['ok', 'with space']],
  [['ok', '英会話　コース']],
  [['ok', '#vip']],
  [['ok', 'a,b']],
  [['ok', '']],
  [['ok', 'a'.repeat(81)]],
])('refuses the tags %j', (tags) => {
  expect(messageFor({ tags })).toMatch(/^tags,1: 「.*」はタグに使えません。.*空白を入れずに/)
})

it('refuses more than 20 tags', () => {
  expect(messageFor({ tags: Array.from({ length: 21 }, (_, index) => `t${index}`) })).toContain('20個以内')
})

it('refuses what is no mail address', () => {
  expect(messageFor({ email: 'support' })).toBe('email: メールアドレスの形式が正しくありません。')
})

it('has defaults that are valid, off, and public', () => {
  expect(zendeskSettings.parse(zendeskDefinition.defaults)).toEqual(zendeskDefinition.defaults)
  expect(zendeskDefinition.defaults).toMatchObject({ enabled: false, commentPublic: true })
})

/** Not typed by staff: what Zendesk said when the credentials were saved. */
const learnt = ['agentId', 'agentName']

function fieldsOf(items: readonly FormItem[]): FormItem[] {
  return items.flatMap((item) => (item.kind === 'details' ? fieldsOf(item.items) : [item]))
}

it('draws every field exactly once', () => {
  const drawn = fieldsOf(form.items).flatMap((item) => (item.kind === 'field' ? [item.field] : []))
  expect([...drawn, ...learnt].toSorted()).toEqual(Object.keys(zendeskDefinition.defaults).toSorted())
})

it.each([
  ['token', ['email', 'apiToken']],
  ['oauth', ['clientId', 'clientSecret']],
])('shows by %s only its own fields', (authentication, fields) => {
  const own = form.items.filter(({ when }) => when?.field === 'authentication' && when.equals === authentication)
  expect(own.flatMap((item) => (item.kind === 'field' ? [item.field] : []))).toEqual(fields)
  expect(own.filter(({ kind }) => kind === 'notice')).toHaveLength(1)
})
