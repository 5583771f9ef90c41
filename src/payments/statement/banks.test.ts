import { describe, expect, it } from 'vitest'
import { createFormEncoder } from '../../platform/form-charsets.ts'
import { newTransferReference } from '../transfer-reference.ts'
import { detectLayout } from './layout.ts'
import { readLines } from './lines.ts'
import { readStatementFile } from './read-file.ts'

const TODAY = '2026-11-25'

/** What each file below says came in; beside it each says that something went out. */
const TRUTH = [
  { paidOn: '2026-11-20', paidYen: 3_980 },
  { paidOn: '2026-11-24', paidYen: 49_800 },
]

const sjis = createFormEncoder('shift_jis')
const utf8 = createFormEncoder('utf-8')
const utf16 = (text: string) => Uint8Array.from(Buffer.from(`\ufeff${text}`, 'utf16le'))
const lines = (...rows: string[]) => `${rows.join('\r\n')}\r\n`

interface Bank {
  bank: string
  bytes: Uint8Array
  payers: [string, string]
}

const banks: Bank[] = [
  {
    bank: 'a city bank: quotes, thousand separators, the name under 摘要内容',
    bytes: sjis(
      lines(
        '"日付","摘要","摘要内容","支払い金額","預かり金額","差引残高","メモ","未資金化区分","入払区分"',
        '"2026/11/20","振込１","ﾔﾏﾀﾞ ﾊﾅｺ","","3,980","103,980","","","入金"',
        '"2026/11/21","口座振替３","ﾃﾞﾝｷﾘﾖｳ","12,000","","91,980","","","支払い"',
        '"2026/11/24","振込１","ｶ)ﾋﾀﾞﾏﾘ","","49,800","141,780","","","入金"',
      ),
    ),
    payers: ['ﾔﾏﾀﾞ ﾊﾅｺ', 'ｶ)ﾋﾀﾞﾏﾘ'],
  },
  {
    bank: 'another city bank: 和暦 as R8.11.20, お預入れ',
    bytes: sjis(
      lines(
        '年月日,お引出し,お預入れ,お取り扱い内容,残高',
        'R8.11.20,,3980,ﾌﾘｺﾐ ﾔﾏﾀﾞ ﾊﾅｺ,103980',
        'R8.11.21,12000,,ﾃﾞﾝｷﾘﾖｳ,91980',
        'R8.11.24,,49800,ﾌﾘｺﾐ ｶ)ﾋﾀﾞﾏﾘ,141780',
      ),
    ),
    payers: ['ﾌﾘｺﾐ ﾔﾏﾀﾞ ﾊﾅｺ', 'ﾌﾘｺﾐ ｶ)ﾋﾀﾞﾏﾘ'],
  },
  {
    bank: 'the post: lines above the table, 受入金額, 20261120, two columns of texts',
    bytes: sjis(
      lines(
        'お客さま口座情報',
        '記号番号,10000-1234567',
        '照会期間,20261101,20261125',
        '',
        '取引日,入出金明細ＩＤ,受入金額（円）,払出金額（円）,詳細１,詳細２,現在（貸付）高',
        '20261120,26112000001,3980,,振込,ヤマダ　ハナコ,103980',
        '20261121,26112100001,,12000,自払,デンキ,91980',
        '20261124,26112400001,49800,,振込,カ）ヒダマリ,141780',
      ),
    ),
    payers: ['ヤマダ　ハナコ', 'カ）ヒダマリ'],
  },
  {
    bank: 'a net bank: one column with a sign',
    bytes: sjis(
      lines(
        '取引日,入出金(円),取引後残高(円),入出金内容',
        '20261120,3980,103980,ヤマダ　ハナコ',
        '20261121,-12000,91980,デンキリヨウ',
        '20261124,49800,141780,カ）ヒダマリ',
      ),
    ),
    payers: ['ヤマダ　ハナコ', 'カ）ヒダマリ'],
  },
  {
    bank: 'a net bank: the day in three columns',
    bytes: sjis(
      lines(
        '"操作日(年)","操作日(月)","操作日(日)","操作時刻(時)","操作時刻(分)","操作時刻(秒)","取引順番号","摘要","お支払金額","お預り金額","残高","メモ"',
        '"2026","11","20","10","5","1","1001","ﾌﾘｺﾐ ﾔﾏﾀﾞ ﾊﾅｺ","","3980","103980",""',
        '"2026","11","21","0","0","0","1002","ﾃﾞﾝｷ","12000","","91980",""',
        '"2026","11","24","9","30","12","1003","ﾌﾘｺﾐ ｶ)ﾋﾀﾞﾏﾘ","","49800","141780","11月分"',
      ),
    ),
    payers: ['ﾌﾘｺﾐ ﾔﾏﾀﾞ ﾊﾅｺ', 'ﾌﾘｺﾐ ｶ)ﾋﾀﾞﾏﾘ'],
  },
  {
    bank: 'a net bank: UTF-8 with a mark, the latest first',
    bytes: utf8(
      `\ufeff${lines(
        '"日付","内容","出金金額(円)","入金金額(円)","残高(円)","メモ"',
        '"2026/11/24","振込＊カ）ヒダマリ","","49,800","141,780","-"',
        '"2026/11/21","口座振替　デンキ","12,000","","91,980","-"',
        '"2026/11/20","振込＊ヤマダ　ハナコ","","3,980","103,980","-"',
      )}`,
    ),
    payers: ['振込＊ヤマダ　ハナコ', '振込＊カ）ヒダマリ'],
  },
  {
    bank: 'a trust bank: UTF-8 without a mark, 摘要 first, yen signs',
    bytes: utf8(
      lines(
        '日付,摘要,入金金額,出金金額,残高,メモ',
        '20261120,振込 ヤマダ ハナコ,"¥3,980",,"¥103,980",',
        '20261121,電気料金,,"¥12,000","¥91,980",',
        '20261124,振込 カ)ヒダマリ,"¥49,800",,"¥141,780",',
      ),
    ),
    payers: ['振込 ヤマダ ハナコ', '振込 カ)ヒダマリ'],
  },
  {
    bank: 'a regional bank: 取扱日付 in three columns, 円 behind amounts',
    bytes: sjis(
      lines(
        '取引名,金額（受取または支払の別）,取扱日付年,取扱日付月,取扱日付日,お預り金額,お支払金額,摘要',
        '入金,,2026,11,20,"3,980円",,フリコミ ヤマダ　ハナコ',
        '支払,,2026,11,21,,"12,000円",デンキ',
        '入金,,2026,11,24,"49,800円",,フリコミ カ）ヒダマリ',
      ),
    ),
    payers: ['フリコミ ヤマダ　ハナコ', 'フリコミ カ）ヒダマリ'],
  },
  {
    bank: 'a shinkin bank: 令和8年11月20日, the name by itself, a line of sums at the end',
    bytes: sjis(
      lines(
        '入出金明細照会結果',
        '"口座","普通 1234567"',
        '"お取引日","お支払金額","お預り金額","差引残高","お取引内容","振込依頼人名"',
        '"令和8年11月20日","","3,980","103,980","振込","ﾔﾏﾀﾞ ﾊﾅｺ"',
        '"令和8年11月21日","12,000","","91,980","口座振替",""',
        '"令和8年11月24日","","49,800","141,780","振込","ｶ)ﾋﾀﾞﾏﾘ"',
        '"合計","12,000","53,780","","",""',
      ),
    ),
    payers: ['ﾔﾏﾀﾞ ﾊﾅｺ', 'ｶ)ﾋﾀﾞﾏﾘ'],
  },
  {
    bank: 'a business service: tabs, 入出金区分 beside one column of amounts',
    bytes: sjis(
      lines(
        '取引日\t入出金区分\t取引金額\t残高\t摘要',
        '2026-11-20\t入金\t3980\t103980\tﾔﾏﾀﾞ ﾊﾅｺ',
        '2026-11-21\t出金\t12000\t91980\tﾃﾞﾝｷ',
        '2026-11-24\t入金\t49800\t141780\tｶ)ﾋﾀﾞﾏﾘ',
      ),
    ),
    payers: ['ﾔﾏﾀﾞ ﾊﾅｺ', 'ｶ)ﾋﾀﾞﾏﾘ'],
  },
  {
    bank: 'an agricultural bank: two digits of 和暦, spaces around',
    bytes: sjis(
      lines(
        '起算日, お支払い, お預り, 差引残高, 摘要',
        '08-11-20,, 3980, 103980, ﾔﾏﾀﾞ ﾊﾅｺ',
        '08-11-21, 12000,, 91980, ﾃﾞﾝｷ',
        '08-11-24,, 49800, 141780, ｶ)ﾋﾀﾞﾏﾘ',
      ),
    ),
    payers: ['ﾔﾏﾀﾞ ﾊﾅｺ', 'ｶ)ﾋﾀﾞﾏﾘ'],
  },
  {
    bank: 'a spreadsheet that saved it as Unicode text, without years',
    bytes: utf16(
      lines(
        '日付\t摘要\t出金\t入金\t残高',
        '11/20\tヤマダ ハナコ\t\t3,980\t103,980',
        '11/21\tデンキ\t12,000\t\t91,980',
        '11/24\tカ)ヒダマリ\t\t49,800\t141,780',
      ),
    ),
    payers: ['ヤマダ ハナコ', 'カ)ヒダマリ'],
  },
  {
    bank: '振込入金通知 of 全銀協, without line ends',
    bytes: sjis(notices('')),
    payers: ['12345674 ﾔﾏﾀﾞ ﾊﾅｺ', 'ｶ)ﾋﾀﾞﾏﾘ'],
  },
  {
    bank: '入出金取引明細 of 全銀協, a record a line',
    bytes: sjis(bookings('\r\n')),
    payers: ['12345674 ﾔﾏﾀﾞ ﾊﾅｺ', 'ｶ)ﾋﾀﾞﾏﾘ'],
  },
]

describe('statements of banks', () => {
  it.each(banks)('$bank', ({ bytes, payers }) => {
    const read = readStatementFile(bytes)
    if (read.kind !== 'table') throw new Error(read.kind)
    const layout = detectLayout(read.rows)
    if (layout === null) throw new Error('not understood')
    const found = readLines(read.rows, layout, TODAY).lines.map(({ paidOn, paidYen, payer }) => ({
      paidOn,
      paidYen,
      payer,
    }))
    expect(found.toSorted((a, b) => a.paidOn.localeCompare(b.paidOn))).toEqual(
      TRUTH.map((line, index) => ({ ...line, payer: payers[index] })),
    )
  })

  it('gives the same transfer the same fingerprint in every file, and two that are alike on one day two', () => {
    const read = (bytes: Uint8Array) => {
      const file = readStatementFile(bytes)
      const layout = file.kind === 'table' ? detectLayout(file.rows) : null
      if (file.kind !== 'table' || layout === null) throw new Error('not understood')
      return readLines(file.rows, layout, TODAY).lines.map(({ fingerprint }) => fingerprint)
    }
    const asCsv = sjis(lines('日付,摘要,入金', '2026/11/20,12345674 ﾔﾏﾀﾞ ﾊﾅｺ,3980', '2026/11/24,ｶ)ﾋﾀﾞﾏﾘ,49800'))
    expect(read(asCsv)).toEqual(read(sjis(notices(''))))
    const withReference = (draw: number) => newTransferReference(() => draw)
    const [one, other] = [1_000_000, 2_000_000].map((draw) =>
      read(sjis(lines('日付,摘要,入金', `2026/11/20,${withReference(draw)} ﾔﾏﾀﾞ,3980`))),
    )
    expect(one).not.toEqual(other)
    const alike = read(sjis(lines('日付,摘要,入金', '2026/11/20,ﾔﾏﾀﾞ,3980', '2026/11/20,ﾔﾏﾀﾞ,3980')))
    expect(new Set(alike).size).toBe(2)
  })

  it('says which rows it could not read, and knows what is no table', () => {
    const read = readStatementFile(utf8(lines('日付,摘要,入金', '不明,ヤマダ,3980', '2026/11/20,ヤマダ,三千円')))
    const layout = read.kind === 'table' ? detectLayout(read.rows) : null
    if (read.kind !== 'table' || layout === null) throw new Error('not understood')
    expect(readLines(read.rows, layout, TODAY)).toEqual({ lines: [], unreadable: [2, 3] })
    expect(readStatementFile(Uint8Array.from([0x50, 0x4b, 0x03, 0x04, 0x00, 0x00]))).toEqual({ kind: 'unreadable' })
    expect(readStatementFile(utf8('こんにちは'))).toEqual({ kind: 'unreadable' })
    expect(readStatementFile(utf8('1,2\n'.repeat(5_001)))).toEqual({ kind: 'too_long' })
  })
})

/** 振込入金通知: a cancelled one is no money. */
function notices(end: string): string {
  const data = (day: string, amount: number, payer: string, cancelled: string) =>
    `2${'1'.padStart(6, '0')}${day}${day}${String(amount).padStart(10, '0')}${'0'.repeat(10)}${'0'.repeat(10)}${payer.padEnd(48)}${'ﾃｽﾄｷﾞﾝｺｳ'.padEnd(15)}${'ﾎﾝﾃﾝ'.padEnd(15)}${cancelled}${' '.repeat(20)}${' '.repeat(52)}`
  return records(end, '01', [
    data('081120', 3_980, '12345674 ﾔﾏﾀﾞ ﾊﾅｺ', ' '),
    data('081121', 12_000, 'ｽｽﾞｷ ｹﾝﾀ', '1'),
    data('081124', 49_800, 'ｶ)ﾋﾀﾞﾏﾘ', ' '),
  ])
}

/** 入出金取引明細. */
function bookings(end: string): string {
  const data = (day: string, direction: 1 | 2, amount: number, payer: string) =>
    `2${'1'.padStart(8, '0')}${day}${day}${direction}11${String(amount).padStart(12, '0')}${'0'.repeat(12)}${'0'.repeat(12)}0${'0'.repeat(7)}000${'0'.repeat(10)}${payer.padEnd(48)}${'ﾃｽﾄｷﾞﾝｺｳ'.padEnd(15)}${'ﾎﾝﾃﾝ'.padEnd(15)}${'ﾌﾘｺﾐ'.padEnd(20)}${' '.repeat(20)} `
  return records(end, '03', [
    data('081120', 1, 3_980, '12345674 ﾔﾏﾀﾞ ﾊﾅｺ'),
    data('081121', 2, 12_000, 'ﾃﾞﾝｷ'),
    data('081124', 1, 49_800, 'ｶ)ﾋﾀﾞﾏﾘ'),
  ])
}

function records(end: string, kind: string, data: string[]): string {
  const all = [`1${kind}0`.padEnd(200), ...data, '8'.padEnd(200), '9'.padEnd(200)]
  return all.map((record) => record + end).join('')
}
