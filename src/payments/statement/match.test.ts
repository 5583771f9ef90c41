import { describe, expect, it } from 'vitest'
import type { MatchableTransfer } from '../transfer-queries.ts'
import { newTransferReference } from '../transfer-reference.ts'
import type { StatementLine } from './lines.ts'
import { matchLines } from './match.ts'

const HANAKO = newTransferReference(() => 1_000_000)
const KENTA = newTransferReference(() => 2_000_000)

function transfer(change: Partial<MatchableTransfer>): MatchableTransfer {
  return {
    id: 'hanako',
    reference: HANAKO,
    amountYen: 3_980,
    dueOn: '2026-11-30',
    confirmed: false,
    familyName: '山田',
    givenName: '花子',
    familyKana: 'ヤマダ',
    givenKana: 'ハナコ',
    applicant: { name: '山田花子', kana: 'ヤマダハナコ' },
    productName: 'レッスン',
    ...change,
  }
}

const kenta = transfer({
  id: 'kenta',
  reference: KENTA,
  amountYen: 49_800,
  familyName: '鈴木',
  givenName: '健太',
  familyKana: 'スズキ',
  givenKana: 'ケンタ',
  applicant: { name: '株式会社すずき', kana: 'カブシキガイシャスズキショウジ' },
})

const fullWidth = (digits: string) => digits.replace(/\d/g, (digit) => '０１２３４５６７８９'[Number(digit)] ?? '')

let rows = 0
function line(payer: string, paidYen: number, memo = ''): StatementLine {
  rows++
  return { row: rows, paidOn: '2026-11-25', paidYen, payer, memo, fingerprint: `line ${rows}` }
}

const match = (line: StatementLine, transfers = [transfer({}), kenta]) => matchLines([line], transfers, new Map())[0]

describe('matching', () => {
  it.each([
    ['a reference and its amount', line(`${HANAKO} ﾔﾏﾀﾞ ﾊﾅｺ`, 3_980), { kind: 'exact', paymentId: 'hanako' }],
    ['a reference of another payer', line(`ﾔﾏﾀﾞ ﾀﾛｳ${HANAKO}`, 3_980), { kind: 'exact', paymentId: 'hanako' }],
    [
      'a full-width reference in the memo',
      line('振込', 3_980, fullWidth(HANAKO)),
      { kind: 'exact', paymentId: 'hanako' },
    ],
    ['a reference, another amount', line(`${HANAKO} ﾔﾏﾀﾞ`, 3_480), { kind: 'amount_differs', paymentId: 'hanako' }],
    [
      'a reference with a wrong digit',
      line(`${Number(HANAKO) + 10} ﾔﾏﾀﾞ ﾊﾅｺ`, 3_980),
      { kind: 'probable', paymentId: 'hanako' },
    ],
    ['two references', line(`${HANAKO} ${KENTA}`, 53_780), { kind: 'several', paymentIds: ['hanako', 'kenta'] }],
    ['name and amount', line('ﾔﾏﾀﾞ ﾊﾅｺ', 3_980), { kind: 'probable', paymentId: 'hanako' }],
    ['given name first', line('ﾊﾅｺ ﾔﾏﾀﾞ', 3_980), { kind: 'probable', paymentId: 'hanako' }],
    ['kanji', line('山田　花子', 3_980), { kind: 'probable', paymentId: 'hanako' }],
    ['a company, as who applied typed it', line('ｶ)ｽｽﾞｷｼﾖｳｼﾞ', 49_800), { kind: 'probable', paymentId: 'kenta' }],
    ['a name, another amount', line('ﾔﾏﾀﾞ ﾊﾅｺ', 1_000), { kind: 'amount_differs', paymentId: 'hanako' }],
    ['nobody known', line('ﾀﾅｶ ｲﾁﾛｳ', 3_980), { kind: 'none' }],
    ['a family name alone', line('ﾔﾏﾀﾞ', 3_980), { kind: 'none' }],
  ])('%s', (_, line, expected) => {
    expect(match(line)).toEqual(expected)
  })

  it('takes one of two that the same person owes by its amount, and asks where both fit', () => {
    const other = transfer({ id: 'other', reference: '30000005', amountYen: 5_980 })
    expect(match(line('ﾔﾏﾀﾞ ﾊﾅｺ', 5_980), [transfer({}), other])).toEqual({ kind: 'probable', paymentId: 'other' })
    const alike = transfer({ id: 'other', reference: '30000005' })
    const both = { kind: 'several', paymentIds: ['hanako', 'other'] }
    expect(match(line('ﾔﾏﾀﾞ ﾊﾅｺ', 3_980), [transfer({}), alike])).toEqual(both)
    expect(match(line('ﾔﾏﾀﾞ ﾊﾅｺ', 9_999), [transfer({}), alike])).toEqual(both)
  })

  it('tells a transfer that is paid twice: in one file, or after its confirmation', () => {
    const twice = [line(`${HANAKO} ﾔﾏﾀﾞ`, 3_980), line(`${HANAKO} ﾔﾏﾀﾞ`, 3_980)]
    expect(matchLines(twice, [transfer({})], new Map()).map(({ kind }) => kind)).toEqual(['exact', 'paid_twice'])
    const paid = { kind: 'paid_twice', paymentId: 'hanako' }
    expect(match(line(`${HANAKO} ﾔﾏﾀﾞ`, 3_980), [transfer({ confirmed: true })])).toEqual(paid)
  })

  it('knows the very line that confirmed a transfer', () => {
    const same = line(`${HANAKO} ﾔﾏﾀﾞ`, 3_980)
    const used = new Map([[same.fingerprint, 'hanako']])
    expect(matchLines([same], [transfer({ confirmed: true })], used)).toEqual([
      { kind: 'confirmed', paymentId: 'hanako' },
    ])
  })
})
