import type { Rows } from './read-file.ts'

/*
 * The fixed records of 全国銀行協会 (全銀協規定フォーマット): 200 bytes each, one byte a character (JIS X 0201), with or
 * without line ends. A header (1), data (2), a trailer (8) and the end (9). Two kinds say who paid what: 振込入金通知
 * (01) and 入出金取引明細 (03).
 */

const RECORD_BYTES = 200

interface Field {
  from: number
  bytes: number
}

interface Kind {
  day: Field
  amount: Field
  payer: Field
  note: Field
  /** Says whether the record brings money. */
  isDeposit: (record: string) => boolean
}

const kinds: Readonly<Record<string, Kind>> = {
  '01': {
    day: { from: 7, bytes: 6 },
    amount: { from: 19, bytes: 10 },
    payer: { from: 49, bytes: 48 },
    note: { from: 128, bytes: 20 },
    // 取消区分: 1 takes an earlier notice back.
    isDeposit: (record) => record[127] !== '1',
  },
  '03': {
    day: { from: 9, bytes: 6 },
    amount: { from: 24, bytes: 12 },
    payer: { from: 81, bytes: 48 },
    note: { from: 159, bytes: 40 },
    // 入払区分.
    isDeposit: (record) => record[21] === '1',
  },
}

/** The deposits of such a file under headings of our own, or null when it is none. */
export function readZengin(bytes: Uint8Array): Rows | null {
  const records = recordsOf(bytes)
  const kind = kinds[records?.[0]?.slice(1, 3) ?? '']
  if (records === null || kind === undefined) return null
  const cell = (record: string, { from, bytes: length }: Field) => record.slice(from, from + length).trim()
  const deposits = records
    .filter((record) => record[0] === '2' && kind.isDeposit(record))
    .map((record) => [
      cell(record, kind.day),
      cell(record, kind.amount).replace(/^0+(?=\d)/, ''),
      cell(record, kind.payer),
      cell(record, kind.note),
    ])
  return [['勘定日', '入金金額', '振込依頼人名', '摘要'], ...deposits]
}

function recordsOf(bytes: Uint8Array): string[] | null {
  const packed = bytes.filter((byte) => byte !== 0x0d && byte !== 0x0a && byte !== 0x1a)
  if (packed.length < 2 * RECORD_BYTES || packed.length % RECORD_BYTES !== 0) return null
  // Decoding before cutting would do as well: half-width katakana are one byte each in Shift_JIS too.
  const records: string[] = []
  for (let from = 0; from < packed.length; from += RECORD_BYTES)
    records.push(new TextDecoder('shift_jis').decode(packed.subarray(from, from + RECORD_BYTES)))
  const wellFormed = records.every((record) => record.length === RECORD_BYTES && /^[1289]/.test(record))
  return wellFormed && records[0]?.[0] === '1' ? records : null
}
