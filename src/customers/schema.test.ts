import { describe, expect, it } from 'vitest'
import { foldEmail } from './customer.ts'
import { applicantSchema, passwordSchema } from './schema.ts'

const hanako = { familyName: '山田', givenName: '花子', email: 'hanako@example.jp' }
const messages = (fields: Record<string, unknown>) => {
  const parsed = applicantSchema.safeParse(fields)
  return parsed.success ? [] : parsed.error.issues.map((issue) => issue.message)
}

describe('an applicant', () => {
  it('is kept trimmed and in one way of writing', () => {
    const typed = { familyName: '　か\u3099らす ', givenName: ' 花子', email: ' Hanako＠example.jp ' }
    expect(applicantSchema.parse(typed)).toEqual({
      familyName: 'がらす',
      givenName: '花子',
      familyKana: '',
      givenKana: '',
      email: 'Hanako@example.jp',
    })
  })

  it('may tell how the name is read, in any kana', () => {
    const read = { ...hanako, familyKana: 'やまだ', givenKana: ' ﾊﾅｺ ' }
    expect(applicantSchema.parse(read)).toMatchObject({ familyKana: 'ヤマダ', givenKana: 'ハナコ' })
    expect(messages({ ...hanako, familyKana: '山田' })).toEqual(['セイはカタカナで入力してください'])
  })

  it('counts a name’s characters as people do', () => {
    expect(messages({ ...hanako, familyName: '𠮷'.repeat(50) })).toEqual([])
    expect(messages({ ...hanako, familyName: '𠮷'.repeat(51) })).toEqual(['姓は50文字以内で入力してください'])
  })

  it('is told each missing field once', () => {
    const missing = ['姓を入力してください', '名を入力してください', 'メールアドレスを入力してください']
    expect(messages({})).toEqual(missing)
    expect(messages({ familyName: '　', givenName: ' ', email: '' })).toEqual(missing)
  })

  it.each([
    'hanako',
    'hanako@',
    '@example.jp',
    'hanako@example',
    'ha nako@example.jp',
    'a@b@example.jp',
    'a@example..jp',
    'a\r\nb@example.jp',
  ])('with the address %j is refused', (email) => {
    expect(messages({ ...hanako, email })).toEqual(['メールアドレスの形式が正しくありません(例:hanako@example.jp)'])
  })

  it.each(['a..b@docomo.ne.jp', 'hanako.@ezweb.ne.jp', 'hanako+shop@example.co.jp', 'x@xn--wgv71a.jp'])(
    'with the address %s is accepted',
    (email) => {
      expect(messages({ ...hanako, email })).toEqual([])
    },
  )

  it('cannot bring line breaks into a name', () => {
    expect(messages({ ...hanako, givenName: '花\n子' })).toEqual(['名に使えない文字が含まれています'])
  })
})

it('is one person however the address is typed', () => {
  expect(foldEmail(' Ｈanako@Example.JP ')).toBe('hanako@example.jp')
})

it.each([
  ['', 'パスワードを入力してください'],
  ['123456789', 'パスワードは10文字以上で入力してください'],
  ['x'.repeat(129), 'パスワードは128文字以内で入力してください'],
])('refuses the password %j', (password, message) => {
  expect(passwordSchema.safeParse(password).error?.issues.map((issue) => issue.message)).toEqual([message])
})
