import { describe, expect, it } from 'vitest'
import { type MailboxSettings, mailboxDefinition } from './settings.ts'

const { schema, defaults } = mailboxDefinition
const filled: MailboxSettings = {
  ...defaults,
  ...{ enabled: true, host: 'imap.shop.example', user: 'returns', password: 'secret' },
}

/** The messages by field; {} where the settings pass. */
function faultsOf(change: Partial<Record<keyof MailboxSettings, unknown>>): Record<string, string> {
  const parsed = schema.safeParse({ ...filled, ...change })
  return Object.fromEntries((parsed.error?.issues ?? []).map(({ path, message }) => [path.join('.'), message]))
}

describe('the settings of the mail box', () => {
  it('pass as they are from the start, and filled in', () => {
    expect(schema.parse(defaults)).toEqual(defaults)
    expect(faultsOf({})).toEqual({})
  })

  it('ask for what the mail box cannot be read without, once it is switched on', () => {
    const empty = { host: ' ', user: '', password: '' }
    expect(faultsOf(empty)).toEqual({
      host: '不達通知を読み取るには、受信サーバー名を入力してください',
      user: '不達通知を読み取るには、ユーザー名を入力してください',
      password: '不達通知を読み取るには、パスワードを入力してください',
    })
    expect(faultsOf({ ...empty, enabled: false })).toEqual({})
  })

  it.each([
    ['host', 'imap://shop.example'],
    ['port', 0],
    ['port', 143.5],
    ['security', 'ssl'],
    ['user', 'a\nb'],
    ['password', 'a\r\nb'],
    ['folder', ''],
    ['folder', 'INBOX\0'],
    ['afterwards', 'move'],
  ] as const)('refuse %s %j in Japanese', (field, value) => {
    expect(faultsOf({ [field]: value })).toEqual({ [field]: expect.stringMatching(/[ぁ-ん]/) })
  })
})
