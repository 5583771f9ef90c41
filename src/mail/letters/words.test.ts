import { describe, expect, it } from 'vitest'
import { faultsOf } from '../../platform/field-faults.ts'
import type { CustomerLetterKind } from '../wishes.ts'
import { definitionOf, groupOf, letterKinds, letterLabel } from './catalogue.ts'
import { letterSettings, wordsOf } from './words.ts'

const save = (kind: CustomerLetterKind, change: Record<string, unknown>) => {
  const parsed = letterSettings(kind).schema.safeParse({ sent: true, ...definitionOf(kind).initial, ...change })
  return parsed.success ? parsed.data : faultsOf(parsed.error)
}

describe('words that staff save', () => {
  it('are kept only where they differ from the initial ones', () => {
    expect(save('registered', {})).toEqual({ sent: true, subject: null, body: null })
    const kept = save('registered', { subject: ' ｛｛お名前｝｝様、ようこそ  ' })
    expect(kept).toEqual({ sent: true, subject: '{{お名前}}様、ようこそ', body: null })
    expect(wordsOf('registered', { sent: true, subject: null, body: '本文' })).toEqual({
      subject: definitionOf('registered').initial.subject,
      body: '本文',
    })
  })

  it.each([
    ['an empty subject', { subject: ' ' }, 'subject', '件名を入力してください。'],
    ['a subject of two lines', { subject: '一\n二' }, 'subject', '件名は1行で入力してください。'],
    ['a subject that is too long', { subject: 'あ'.repeat(201) }, 'subject', '件名は200文字以内で入力してください。'],
    ['an empty body', { body: '' }, 'body', '本文を入力してください。'],
    ['a body that is too long', { body: 'あ'.repeat(10_001) }, 'body', '本文は10,000文字以内で入力してください。'],
    [
      'a name that this letter does not know',
      { body: '{{申込番号}}' },
      'body',
      '「{{申込番号}}」という項目はありません。一覧から選んで差し込んでください。',
    ],
    ['open braces', { subject: '{{お名前' }, 'subject', '「{{」と「}}」が組になっていないところがあります。'],
  ])('are refused with %s', (_what, change, field, message) => {
    expect(save('registered', change)).toEqual([{ field, message }])
  })
})

describe('what a letter cannot do without', () => {
  const needed: Partial<Record<CustomerLetterKind, string[]>> = {
    application_accepted: ['本登録のURL'],
    transfer_instructions: ['お振り込み金額', 'お振り込み期日', 'お振り込み番号', 'お振り込み先', '本登録のURL'],
    transfer_due: ['お振り込み金額', 'お振り込み期日', 'お振り込み番号', 'お振り込み先'],
    transfer_reminder: ['お振り込み金額', 'お振り込み期日', 'お振り込み番号', 'お振り込み先'],
    transfer_confirmed: ['再開のお知らせ'],
    charge_failed: ['本人認証のご案内'],
    registration_link: ['本登録のURL'],
    mail_change: ['確認のURL'],
    password_reset: ['パスワード再設定のURL'],
  }

  it.each(letterKinds)('is refused to be taken out of %s, each by its name', (kind) => {
    const messages = (needed[kind] ?? []).map((name) => ({
      field: 'body',
      message: `このメールには「{{${name}}}」が必要です。本文に差し込んでください。`,
    }))
    const saved = save(kind, { body: 'ありがとうございます。' })
    expect(saved).toEqual(messages.length > 0 ? messages : expect.objectContaining({ body: 'ありがとうございます。' }))
  })
})

describe('a personal link', () => {
  const personal = [
    ['application_accepted', '本登録のURL'],
    ['registration_link', '本登録のURL'],
    ['mail_change', '確認のURL'],
    ['password_reset', 'パスワード再設定のURL'],
  ] as const

  it.each(personal)('of %s never stands in a subject, which others read', (kind, name) => {
    expect(save(kind, { subject: `{{ ${name} }}` })).toEqual([
      {
        field: 'subject',
        message: expect.stringContaining(`「{{${name}}}」は、ほかの人の目にふれる件名には入れられません`),
      },
    ])
  })

  it.each(personal)('of %s is not glued to what follows', (kind, name) => {
    const refusal = { field: 'body', message: expect.stringContaining('後ろで改行してください') }
    expect(save(kind, { body: `{{${name}}}を開いてください。` })).toEqual([refusal])
    expect(save(kind, { body: `こちら:{{${name}}} を開いてください。` })).toMatchObject({ sent: true })
  })
})

describe('switching a letter off', () => {
  const optional = letterKinds.filter((kind) => definitionOf(kind).optional)

  it('is for those that tell nothing that a customer must know or do', () => {
    expect(optional).toEqual([
      ...['transfer_reminder', 'registered', 'recovered', 'card_expiring'],
      ...['resumed', 'cancellation_withdrawn'],
    ])
  })

  it.each(letterKinds)('of %s is refused unless it is one of them', (kind) => {
    const refusal = [{ field: 'sent', message: 'このメールは停止できません。' }]
    const saved = save(kind, { sent: false })
    expect(saved).toEqual(optional.includes(kind) ? { sent: false, subject: null, body: null } : refusal)
  })
})

it('every kind has a group and a label of its own for staff', () => {
  expect(new Set(letterKinds.map(letterLabel)).size).toBe(letterKinds.length)
  expect([...new Set(letterKinds.map(groupOf))]).toEqual([
    ...['申し込み', 'お振り込み', '会員登録・会員ページ', '毎月のお支払い', '契約'],
  ])
  expect([letterLabel('alarm'), letterLabel('toString')]).toEqual(['システムからのお知らせ', 'そのほかのメール'])
})
