import type { Failure, SavedAtGateway, SaveFinding, SaveOutcome } from './gateways/contract.ts'
import { ABSENT_GRACE_MS, NOT_SENT } from './payment.ts'

/** Cards that customers give anew; `unknown` is one of which it is being found out whether it was saved. */
export type CardChangeState = 'started' | 'unknown' | 'saved' | 'declined'

/** The state each state may be followed by. */
export const cardChangeTransitions = {
  started: ['unknown', 'saved', 'declined'],
  unknown: ['unknown', 'saved', 'declined'],
  saved: [],
  declined: [],
} as const satisfies Record<CardChangeState, readonly CardChangeState[]>

/** What becomes of a card change after the gateway was asked. */
export type SetupStep =
  | { state: 'saved'; saved: SavedAtGateway }
  | { state: 'declined'; failure: Failure }
  /** To be looked up; `actionUrl` when the cardholder must confirm there first. */
  | { state: 'unknown'; actionUrl: string | null; reason: string }

const NOT_SAVED: Failure = { code: 'not_saved', message: 'カードは登録されませんでした' }

/** What a call to save a card means. Pure. */
export function afterSave(outcome: SaveOutcome): SetupStep {
  if (outcome.kind === 'unknown') return { state: 'unknown', actionUrl: null, reason: outcome.reason }
  if (outcome.kind === 'not_sent')
    return {
      state: 'declined',
      failure: { code: NOT_SENT, message: `決済会社に依頼できませんでした: ${outcome.reason}` },
    }
  return told(outcome)
}

/** What looking a card up means, `sentMsAgo` after it was given. Pure. */
export function afterSaveFinding(finding: SaveFinding, sentMsAgo: number): SetupStep {
  switch (finding.kind) {
    case 'absent':
      if (sentMsAgo >= ABSENT_GRACE_MS) return { state: 'declined', failure: NOT_SAVED }
      return { state: 'unknown', actionUrl: null, reason: '決済会社にまだ記録がありません' }
    case 'pending':
      return { state: 'unknown', actionUrl: null, reason: '決済会社で処理中です' }
    case 'cannot_look':
      return { state: 'unknown', actionUrl: null, reason: finding.reason }
    default:
      return told(finding)
  }
}

function told(word: Extract<SaveOutcome, { kind: 'saved' | 'declined' | 'action_required' }>): SetupStep {
  switch (word.kind) {
    case 'saved':
      return { state: 'saved', saved: { card: word.card, reference: word.reference } }
    case 'declined':
      return { state: 'declined', failure: { code: word.code, message: word.message } }
    case 'action_required':
      return { state: 'unknown', actionUrl: word.url, reason: '本人認証を待っています' }
  }
}
