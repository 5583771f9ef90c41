import { expect, it } from 'vitest'
import { form, zendeskDefinition, zendeskSettings } from './settings.ts'

const complete = {
  enabled: true,
  subdomain: 'mycompany',
  email: 'support@mycompany.example',
  apiToken: 'secret-token',
  commentPublic: true,
}

function messageFor(change: Partial<typeof complete>): string | null {
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

it.each([
  ['subdomain', 'サブドメインを入力してください'],
  ['email', 'メールアドレスを入力してください'],
  ['apiToken', 'APIトークンを入力してください'],
] as const)('demands %s only while the connector is on', (field, words) => {
  expect(messageFor({ [field]: ' ' })).toMatch(new RegExp(`^${field}: .*${words}`))
  expect(messageFor({ [field]: ' ', enabled: false })).toBeNull()
})

it('refuses what is no mail address', () => {
  expect(messageFor({ email: 'support' })).toBe('email: メールアドレスの形式が正しくありません。')
})

it('has defaults that are valid, off, and public', () => {
  expect(zendeskSettings.parse(zendeskDefinition.defaults)).toEqual(zendeskDefinition.defaults)
  expect(zendeskDefinition.defaults).toMatchObject({ enabled: false, commentPublic: true })
})

it('draws every field exactly once', () => {
  const drawn = form.items.flatMap((item) => (item.kind === 'details' ? item.items : [item]))
  const fields = drawn.flatMap((item) => (item.kind === 'field' ? [item.field] : []))
  expect(fields.toSorted()).toEqual(Object.keys(zendeskDefinition.defaults).toSorted())
})
