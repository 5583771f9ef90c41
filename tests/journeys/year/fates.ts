import { randomFrom } from '../../support/random.ts'

/** What a card company says to a charge. */
export type Verdict = 'charged' | SoftDecline | HardDecline
type SoftDecline = 'card_declined' | 'insufficient_funds'
type HardDecline = 'expired_card' | 'lost_card' | 'stolen_card'

/** How the gateway behaves when it is asked for the first time: after it charged, or before. */
export type Trouble =
  | 'none'
  | 'hangs after'
  | 'fails after'
  | 'cuts off after'
  | 'hangs before'
  | 'fails before'
  | 'cuts off before'

export interface Fate {
  verdict: Verdict
  trouble: Trouble
}

const SOFT: readonly SoftDecline[] = ['card_declined', 'insufficient_funds']
const HARD: readonly HardDecline[] = ['expired_card', 'lost_card', 'stolen_card']

/** With these the same card will never be good again. */
export function isHard(verdict: Verdict): boolean {
  return (HARD as readonly Verdict[]).includes(verdict)
}

/** Whether the first call never charged, so that the charge must be asked for again. */
export function isBefore(trouble: Trouble): boolean {
  return trouble.endsWith('before')
}

/**
 * `applying` pays an application, so that its first charge succeeds; `refused` pays nothing; `later` is given to a contract
 * that runs.
 */
export type CardRole = 'applying' | 'refused' | 'later'
const ROLES: readonly CardRole[] = ['applying', 'refused', 'later']

/** A card number that says whose it is: the `ordinal`-th card of customer `index`. */
export function cardNumber(index: number, ordinal: number, role: CardRole): string {
  return `4${String(index).padStart(8, '0')}${String(ordinal).padStart(4, '0')}${ROLES.indexOf(role)}00`
}

/** Which customer holds the card. */
export function holderOf(card: string): number {
  return Number(card.slice(1, 9))
}

/**
 * The script of the card companies and of the gateway: what becomes of the `nth` charge (from 0) of this amount to a card.
 * Gateway and model read it; neither asks the other.
 */
export function fateOf(seed: number, card: string, amountYen: number, nth: number, isOffer: boolean): Fate {
  const role = ROLES[Number(card[13])] ?? 'applying'
  const draw = randomFrom(hash(`${seed}/${card}/${amountYen}/${nth}`))
  const trouble = troubleOf(draw.below(1_000), nth === 0 && role === 'applying')
  if (role === 'refused') return { verdict: SOFT[draw.below(2)] ?? 'card_declined', trouble: 'none' }
  if (nth === 0 && role === 'applying') {
    const declined = isOffer && draw.chance(0.15)
    return { verdict: declined ? 'insufficient_funds' : 'charged', trouble }
  }
  return { verdict: verdictOf(seed, card, nth, draw.below(100)), trouble }
}

/** Half of the cards are good, a fifth often fail, some end for good, some are empty from a day on. */
function verdictOf(seed: number, card: string, nth: number, percent: number): Verdict {
  const temper = randomFrom(hash(`${seed}/${card}`))
  const kind = temper.below(100)
  const soft = SOFT[percent % 2] ?? 'card_declined'
  if (kind < 55) return percent < 2 ? soft : 'charged'
  if (kind < 78) return percent < 40 ? soft : 'charged'
  const last = 1 + temper.below(5)
  if (nth < last) return 'charged'
  return kind < 92 ? (HARD[temper.below(3)] ?? 'expired_card') : soft
}

/** In per mille. A visitor who waits for a first charge is told what became of it, so that it is charged at once. */
function troubleOf(mille: number, isFirst: boolean): Trouble {
  if (mille < 3) return 'hangs after'
  if (mille < 13) return 'fails after'
  if (mille < 23) return 'cuts off after'
  if (isFirst || mille >= 45) return 'none'
  if (mille < 26) return 'hangs before'
  return mille < 36 ? 'fails before' : 'cuts off before'
}

/** FNV-1a. */
function hash(text: string): number {
  let value = 0x811c9dc5
  for (const character of text) value = Math.imul(value ^ character.charCodeAt(0), 0x01000193)
  return value >>> 0
}
