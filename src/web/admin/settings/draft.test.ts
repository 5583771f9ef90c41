import { describe, expect, it } from 'vitest'
import { messageAt } from './draft.ts'

describe('the message at a field', () => {
  const errors = [
    { field: 'email', message: 'メールアドレスの形式が正しくありません' },
    { field: 'recipients.1', message: 'メールアドレスの形式が正しくありません' },
    { field: 'recipients.3', message: '長すぎます' },
  ]

  it('is the field’s own', () => {
    expect(messageAt(errors, 'email')).toBe('メールアドレスの形式が正しくありません')
    expect(messageAt(errors, 'emailField')).toBeUndefined()
  })

  it('names the entry of a list, counted as people count', () => {
    expect(messageAt(errors, 'recipients')).toBe('2件目: メールアドレスの形式が正しくありません\n4件目: 長すぎます')
    expect(messageAt([{ field: 'entries.2.name', message: '長すぎます' }], 'entries')).toBe('3件目: 長すぎます')
  })
})
