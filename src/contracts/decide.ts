import { addDays, type Day } from '../site/index.ts'
import type { CardState, Contract, SuspensionReason, Terms } from './contract.ts'
import { nextChargeOn, termStart } from './contract.ts'

/** What the rules look at besides the contract. */
export interface Rules {
  /** The shop's calendar day. */
  today: Day
  /** Days after the due day on which a failed charge is tried again. */
  retryDays: readonly number[]
}

/** What a decision makes known, in this order. */
export type ContractNews =
  /** `nextTryOn` is null after the last try. */
  | { kind: 'charge_failed'; attempt: number; attempts: number; nextTryOn: Day | null }
  | { kind: 'recovered'; from: Exclude<CardState, 'ok'> }
  | { kind: 'reserved'; endsOn: Day }
  | { kind: 'withdrawn' }
  | { kind: 'suspended'; reason: SuspensionReason }
  | { kind: 'resumed' }
  | { kind: 'cancelled' }

export type ContractRefusal =
  | 'cancelled'
  | 'already_reserved'
  | 'not_reserved'
  | 'too_late'
  | 'not_suspended'
  | 'nothing_owed'

export type Decision =
  | { kind: 'decided'; contract: Contract; news: ContractNews[] }
  | { kind: 'refused'; code: ContractRefusal }

function decided(contract: Contract, ...news: ContractNews[]): Decision {
  return { kind: 'decided', contract, news }
}

function refused(code: ContractRefusal): Decision {
  return { kind: 'refused', code }
}

/**
 * When a cancellation that is asked for today takes effect: the contract ends with its paid term. Where that has ended
 * already (suspended, or its charge is being tried again) there is nothing to wait for.
 */
export function cancellationEffect(contract: Pick<Contract, 'state' | keyof Terms>, today: Day): Day | 'at_once' {
  const endsOn = nextChargeOn(contract)
  return contract.state === 'suspended' || endsOn <= today ? 'at_once' : endsOn
}

/** 解約予約. */
export function reserveCancellation(contract: Contract, { today }: Rules): Decision {
  if (contract.state === 'cancelled') return refused('cancelled')
  if (contract.cancelsOn !== null) return refused('already_reserved')
  const endsOn = cancellationEffect(contract, today)
  if (endsOn === 'at_once') return cancel(contract)
  return decided({ ...contract, state: 'cancellation_reserved', cancelsOn: endsOn }, { kind: 'reserved', endsOn })
}

/** The reservation is taken back, until its day has come; a suspended contract stays suspended. */
export function withdrawCancellation(contract: Contract, { today }: Rules): Decision {
  if (contract.state === 'cancelled') return refused('cancelled')
  if (contract.cancelsOn === null) return refused('not_reserved')
  if (contract.cancelsOn <= today) return refused('too_late')
  const state = contract.state === 'suspended' ? 'suspended' : 'active'
  return decided({ ...contract, state, cancelsOn: null }, { kind: 'withdrawn' })
}

/** The contract ends now. */
export function cancel(contract: Contract): Decision {
  if (contract.state === 'cancelled') return refused('cancelled')
  const ended = { state: 'cancelled', suspendedReason: null, cancelsOn: null, owedOn: null } as const
  return decided({ ...contract, ...ended }, { kind: 'cancelled' })
}

/** A transfer was not confirmed by its due day. */
export function suspendUnconfirmed(contract: Contract): Decision {
  if (contract.state === 'cancelled') return refused('cancelled')
  if (contract.state === 'suspended') return decided(contract)
  const reason = 'payment_unconfirmed'
  return decided({ ...contract, state: 'suspended', suspendedReason: reason }, { kind: 'suspended', reason })
}

/**
 * A charge of the open term failed. `hopeless`: the same card will never be good again (expired, lost, stolen), so that
 * this try was the last; and so is one after staff resumed the contract by hand. A cancelled contract stays as it is.
 */
export function chargeFailed(contract: Contract, hopeless: boolean, { retryDays }: Rules): Decision {
  const attempts = retryDays.length + 1
  const attempt = Math.min(contract.tries + 1, attempts)
  const failed = (nextTryOn: Day | null): ContractNews => ({ kind: 'charge_failed', attempt, attempts, nextTryOn })
  if (contract.state === 'cancelled') return decided(contract, failed(null))
  const wait = retryDays[attempt - 1]
  const waits = wait !== undefined && !hopeless && contract.owedOn === null && contract.cardState !== 'unpayable'
  if (waits)
    return decided(
      { ...contract, tries: attempt, cardState: 'retrying' },
      failed(addDays(nextChargeOn(contract), wait)),
    )
  const unpayable = { ...contract, tries: attempt, cardState: 'unpayable', owedOn: null } as const
  if (contract.state === 'suspended') return decided(unpayable, failed(null))
  const reason = 'card_unpayable'
  return decided({ ...unpayable, state: 'suspended', suspendedReason: reason }, failed(null), {
    kind: 'suspended',
    reason,
  })
}

/**
 * Term `termNo` was paid on this day: the card is good, and a suspended contract goes on. Suspended months make no debt: a
 * term that is paid after it has passed begins that day, and later terms are counted from it.
 */
export function termPaid(contract: Contract, termNo: number, { today }: Rules): Decision {
  if (contract.state === 'cancelled') return refused('cancelled')
  const late = today >= termStart(contract, termNo + 1)
  const anchor = late ? { anchorDate: today, anchorTerm: termNo } : {}
  const paid = { ...contract, ...anchor, termNo, tries: 0, cardState: 'ok', owedOn: null } as const
  const news: ContractNews[] = []
  if (contract.cardState !== 'ok') news.push({ kind: 'recovered', from: contract.cardState })
  if (contract.state !== 'suspended') return decided(paid, ...news)
  return decided(goingOn(paid), ...news, { kind: 'resumed' })
}

/** Staff let a suspended contract go on; what is owed is due on `owedOn`. */
export function resumeByHand(contract: Contract, owedOn: Day): Decision {
  if (contract.state === 'cancelled') return refused('cancelled')
  if (contract.state !== 'suspended') return refused('not_suspended')
  return decided(goingOn({ ...contract, owedOn }), { kind: 'resumed' })
}

/** The term that a card is charged for now: by a retry or a new card. Refused where nothing is owed. */
export function openTerm(
  contract: Contract,
): { kind: 'open'; termNo: number } | { kind: 'refused'; code: ContractRefusal } {
  if (contract.state === 'cancelled') return { kind: 'refused', code: 'cancelled' }
  if (contract.method !== 'card' || contract.cardState === 'ok') return { kind: 'refused', code: 'nothing_owed' }
  return { kind: 'open', termNo: contract.termNo + 1 }
}

/** A reservation outlives a suspension. Its day is ahead: on that day the contract would have been cancelled. */
function goingOn(contract: Contract): Contract {
  const state = contract.cancelsOn === null ? 'active' : 'cancellation_reserved'
  return { ...contract, state, suspendedReason: null }
}
