/** A line in the bank's books of the shop's account. `day` is `2026-11-25`, in Tokyo. */
export type Booking = {
  day: string
  kind: '振込' | '口座振替'
  /** As banks print it: half-width katakana. */
  text: string
  /** Positive for money that came in. */
  amount: number
}

/** The shop's account at the bank. A reset of the sandbox leaves it alone: what was paid stays paid. */
export type Bank = {
  readonly account: readonly string[]
  bookings: Booking[]
}

/** What was in the account before its first line. */
const OPENING_BALANCE = 500_000

export function createBank(): Bank {
  return { account: ['さんぷる銀行 ひだまり支店', '普通 1234567', 'ヒダマリオンラインスクール'], bookings: [] }
}

/** Enters a line; of one day the later one comes behind. */
export function book(bank: Bank, booking: Booking): void {
  bank.bookings = [...bank.bookings, { ...booking, text: halfWidth(booking.text) }].toSorted((a, b) =>
    a.day.localeCompare(b.day),
  )
}

/** The statement as many banks give it: quoted cells, what went out and what came in, the balance. */
export function statementOf({ account, bookings }: Bank): string {
  let balance = OPENING_BALANCE
  const rows = bookings.map(({ day, kind, text, amount }) => {
    balance += amount
    const [out, into] = amount < 0 ? [yen(-amount), ''] : ['', yen(amount)]
    return [day.replaceAll('-', '/'), kind, text, out, into, yen(balance)]
  })
  const head = [['入出金明細'], ['口座', account.join(' ')], HEADINGS]
  return [...head, ...rows].map((row) => `${row.map((cell) => `"${cell}"`).join(',')}\r\n`).join('')
}

const HEADINGS = ['お取引日', 'お取引区分', 'お取引内容', 'お支払金額', 'お預り金額', '差引残高']
const yen = (amount: number) => amount.toLocaleString('ja-JP')

/** A name as the form of a bank takes it: half-width katakana, capital letters and digits; other characters stay. */
function halfWidth(text: string): string {
  const katakana = text
    .normalize('NFKC')
    .toUpperCase()
    .replace(/[ぁ-ゖ]/g, (kana) => String.fromCodePoint((kana.codePointAt(0) ?? 0) + 0x60))
    .replace(/[ァィゥェォッャュョ]/g, (kana) => String.fromCodePoint((kana.codePointAt(0) ?? 0) + 1))
  return [...katakana].map((kana) => halves.get(kana) ?? kana).join('')
}

/** Half-width katakana and their marks by the full-width character that they fold to. */
const halves = new Map(
  Array.from({ length: 0xff9f - 0xff61 + 1 }, (_, offset) => String.fromCodePoint(0xff61 + offset)).flatMap((half) =>
    ['', 'ﾞ', 'ﾟ'].flatMap((mark): [string, string][] => {
      const full = `${half}${mark}`.normalize('NFKC')
      return [...full].length === 1 ? [[full, half + mark]] : []
    }),
  ),
)
