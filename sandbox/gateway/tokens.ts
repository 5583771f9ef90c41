import { randomBytes } from 'node:crypto'
import { z } from 'zod'
import { type Brand, type CardBehaviour, passesLuhn, testCard } from './cards.ts'
import { type Gateway, publishableKey } from './charges.ts'

/** What is kept of a card: never its number or security code. */
export type Card = { brand: Brand; last4: string; expMonth: number; expYear: number; behaviour: CardBehaviour }

export type CardToken = { card: Card; used: boolean }

/** What the browser posts to `/gateway/v1/tokens`. */
export const tokenRequest = z.object({
  publishable_key: z.string(),
  card: z.object({
    number: z.string().transform((typed) => typed.replace(/[\s-]/g, '')),
    exp_month: z.coerce.number().int(),
    exp_year: z.coerce.number().int(),
    cvc: z.string(),
    name: z.string().default(''),
  }),
})

export type TokenFault = { status: 400 | 401; code: string; message: string }

/** Swaps a card for a token that can be charged once. `now` decides whether the card has expired. */
export function createToken(
  gateway: Gateway,
  wanted: z.output<typeof tokenRequest>,
  now: Date,
): { token: string; card: Card } | TokenFault {
  if (wanted.publishable_key !== publishableKey) {
    return { status: 401, code: 'invalid_publishable_key', message: '公開可能キーが正しくありません。' }
  }
  const { number, exp_month: expMonth, cvc } = wanted.card
  const expYear = wanted.card.exp_year < 100 ? wanted.card.exp_year + 2000 : wanted.card.exp_year
  const known = testCard(number)
  if (!known && !passesLuhn(number)) return fault('invalid_number', 'カード番号が正しくありません。')
  if (!known) {
    return fault('test_card_only', 'テスト環境ではテスト用のカード番号だけを利用できます。')
  }
  if (expMonth < 1 || expMonth > 12) return fault('invalid_expiry', '有効期限の月が正しくありません。')
  if (hasExpired(expYear, expMonth, now)) return fault('invalid_expiry', '有効期限が過ぎています。')
  if (!/^\d{3,4}$/.test(cvc)) return fault('invalid_cvc', 'セキュリティコードは3桁または4桁の数字です。')
  const card: Card = { brand: known.brand, last4: number.slice(-4), expMonth, expYear, behaviour: known.behaviour }
  const token = `tok_${randomBytes(12).toString('hex')}`
  gateway.tokens.set(token, { card, used: false })
  return { token, card }
}

/** A card is good to the end of its month. */
function hasExpired(year: number, month: number, now: Date): boolean {
  return year * 12 + month < now.getUTCFullYear() * 12 + now.getUTCMonth() + 1
}

function fault(code: string, message: string): TokenFault {
  return { status: 400, code, message }
}
