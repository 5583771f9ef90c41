export type Brand = 'visa' | 'mastercard' | 'jcb'
export type DeclineCode =
  | 'card_declined'
  | 'insufficient_funds'
  | 'expired_card'
  | 'incorrect_cvc'
  | 'lost_card'
  | 'stolen_card'

/** What a test number does when it is charged. */
export type CardBehaviour =
  | { kind: 'succeeds' }
  | { kind: 'declines'; code: DeclineCode }
  | { kind: 'asks_cardholder' }
  /** Its holder is asked when it is registered, and by each charge of a card that was saved without being asked. */
  | { kind: 'asks_when_saved' }
  | { kind: 'declines_when_saved' }
  | { kind: 'charges_and_never_answers' }
  | { kind: 'charges_and_answers_500' }
  | { kind: 'drops_the_call' }

export type TestCard = { number: string; brand: Brand; label: string; behaviour: CardBehaviour }

export const declineText: Record<DeclineCode, string> = {
  card_declined: 'カード会社により決済が承認されませんでした。',
  insufficient_funds: 'カードの利用限度額を超えています。',
  expired_card: 'カードの有効期限が切れています。',
  incorrect_cvc: 'セキュリティコードが正しくありません。',
  lost_card: '紛失の届けが出ているカードのため利用できません。',
  stolen_card: '盗難の届けが出ているカードのため利用できません。',
}

const visa = (number: string, label: string, behaviour: CardBehaviour): TestCard => ({
  number,
  brand: 'visa',
  label,
  behaviour,
})
const declines = (code: DeclineCode): CardBehaviour => ({ kind: 'declines', code })

/** The only numbers accepted: a real card typed into the demo by mistake goes nowhere. */
export const testCards: readonly TestCard[] = [
  visa('4242424242424242', '決済に成功します', { kind: 'succeeds' }),
  { number: '5555555555554444', brand: 'mastercard', label: '決済に成功します', behaviour: { kind: 'succeeds' } },
  { number: '3566002020360505', brand: 'jcb', label: '決済に成功します', behaviour: { kind: 'succeeds' } },
  visa('4000000000003220', '3Dセキュアの本人認証を求めます', { kind: 'asks_cardholder' }),
  visa('4000002500003155', '初回は成功し、保存したカードでの次回以降は、登録し直すまで本人認証を求めます', {
    kind: 'asks_when_saved',
  }),
  visa('4000000000000341', '初回は成功し、保存したカードでの次回以降は失敗します', { kind: 'declines_when_saved' }),
  visa('4000000000000002', 'カード会社が拒否します', declines('card_declined')),
  visa('4000000000009995', '限度額オーバーで失敗します', declines('insufficient_funds')),
  visa('4000000000000069', '有効期限切れで失敗します', declines('expired_card')),
  visa('4000000000000127', 'セキュリティコード違いで失敗します', declines('incorrect_cvc')),
  visa('4000000000009987', '紛失カードとして失敗します', declines('lost_card')),
  visa('4000000000009979', '盗難カードとして失敗します', declines('stolen_card')),
  visa('4000000000000408', '決済は成立しますが、応答が返りません', { kind: 'charges_and_never_answers' }),
  visa('4000000000000500', '決済は成立しますが、500エラーを返します', { kind: 'charges_and_answers_500' }),
  visa('4000000000000523', '決済されず、接続が切れます', { kind: 'drops_the_call' }),
]

export function testCard(number: string): TestCard | undefined {
  return testCards.find((card) => card.number === number)
}

/** The checksum every card number carries; a mistyped digit fails it. */
export function passesLuhn(number: string): boolean {
  if (!/^\d{12,19}$/.test(number)) return false
  const sum = [...number].reverse().reduce((total, character, position) => {
    const digit = Number(character) * (position % 2 === 1 ? 2 : 1)
    return total + (digit > 9 ? digit - 9 : digit)
  }, 0)
  return sum % 10 === 0
}
