import { type Actor, append } from '../events/index.ts'
import { type ContractFacts, type LetterParts, writeToCustomer } from '../mail/index.ts'
import { AUTHENTICATION_REQUIRED, type Failure, stopExpecting } from '../payments/index.ts'
import type { Tx } from '../platform/database.ts'
import { mayBecome } from '../platform/transitions.ts'
import { dayIn, instantOf } from '../site/index.ts'
import { type ContractsContext, readSchedule } from './context.ts'
import { type Contract, cardTransitions, contractTransitions, nextChargeOn } from './contract.ts'
import type { ContractNews, Decision, Rules } from './decide.ts'
import { dueOn, type Schedule } from './due-on.ts'
import type { StoredContract } from './stored.ts'

/** Who acts, when, and what the news of it says besides. */
export interface Scene extends LetterParts {
  now: Date
  schedule: Schedule
  actor: Actor
  /** Why staff did it; shown in the history. */
  note?: string
  /** Of a charge: what was charged, and why it failed. */
  amountYen?: number
  failure?: Failure
  /** The customer is told by a letter about what brought it. */
  withoutLetters?: true
}

/** The scene of this moment. */
export async function openScene(
  tx: Tx,
  { settings, baseUrl, clock }: Pick<ContractsContext, 'settings' | 'baseUrl' | 'clock'>,
  actor: Actor,
  note?: string | null,
  knownSchedule?: Schedule,
): Promise<Scene> {
  const schedule = knownSchedule ?? (await readSchedule(tx, { settings }))
  return { settings, baseUrl, now: clock.now(), schedule, actor, ...(note ? { note } : {}) }
}

/** What the rules look at in a scene. */
export function rulesOf({ now, schedule }: Pick<Scene, 'now' | 'schedule'>): Rules {
  return { today: dayIn(schedule.timeZone, now), retryDays: schedule.retryDays }
}

/** A decision that is no refusal. */
export type Decided = Extract<Decision, { kind: 'decided' }>

/**
 * Writes what was decided about a locked contract: its row, when something comes due next, the events in their order, and
 * the customer's letters. All of it stands or falls with the transaction. Throws on a step that the tables do not list.
 */
export async function enact(tx: Tx, scene: Scene, before: StoredContract, decision: Decided): Promise<StoredContract> {
  const contract = { ...before, ...decision.contract, dueOn: dueOn(decision.contract, scene.schedule.retryDays) }
  const { state, cardState } = contract
  if (!mayBecome(contractTransitions, before.state, state) || !mayBecome(cardTransitions, before.cardState, cardState))
    throw new Error(
      `contract ${before.number}: ${before.state}/${before.cardState} may not become ${state}/${cardState}`,
    )
  await tx
    .updateTable('contracts')
    .set({
      ...columnsOf(contract),
      ...momentsOf(decision.news, scene.now),
      ...{ dueOn: contract.dueOn, wantedSince: null, leaseUntil: null },
    })
    .where('id', '=', before.id)
    .where('state', '=', before.state)
    .execute()
  // What is open of it is owed no more.
  if (state === 'cancelled' && contract.method === 'transfer')
    await stopExpecting(tx, { contractId: contract.id }, scene.now)
  for (const news of decision.news) await tell(tx, scene, contract, news)
  if (!scene.withoutLetters) await write(tx, scene, contract, decision.news)
  return contract
}

function columnsOf({ state, suspendedReason, cardState, tries, anchorDate, anchorTerm, termNo, ...rest }: Contract) {
  const { cancelsOn, owedOn } = rest
  return { state, suspendedReason, cardState, tries, anchorDate, anchorTerm, termNo, cancelsOn, owedOn }
}

function momentsOf(news: readonly ContractNews[], now: Date) {
  const happened = (kind: ContractNews['kind']) => news.some((each) => each.kind === kind)
  return {
    ...(happened('suspended') ? { suspendedAt: now } : {}),
    ...(happened('resumed') ? { suspendedAt: null } : {}),
    ...(happened('cancelled') ? { cancelledAt: now } : {}),
  }
}

/** Appends the event of one piece of news. */
async function tell(tx: Tx, scene: Scene, contract: StoredContract, news: ContractNews): Promise<void> {
  const { actor, now: occurredAt } = scene
  const { customer, product } = contract
  const of = { customer, product, contract: { id: contract.id, number: contract.number } }
  const because = scene.note === undefined ? {} : { note: scene.note }
  const about = { customerId: customer.id, applicationId: contract.applicationId, contractId: contract.id }
  const common = { actor, occurredAt, about }
  const by = actor.kind === 'staff' || actor.kind === 'customer' ? actor.kind : 'system'
  switch (news.kind) {
    case 'charge_failed': {
      const { attempt, attempts, nextTryOn } = news
      const failure = scene.failure ?? { code: 'unknown', message: '理由は不明です' }
      const { timeZone, chargeHour } = scene.schedule
      const nextTryAt = nextTryOn === null ? null : instantOf(timeZone, nextTryOn, chargeHour).toISOString()
      const payload = { ...of, amountYen: scene.amountYen ?? contract.priceYen, failure, attempt, attempts, nextTryAt }
      await append(tx, { type: 'payment.renewal_card_failed', payload, ...common })
      return
    }
    case 'recovered': {
      const payload = { ...of, amountYen: scene.amountYen ?? contract.priceYen, from: news.from }
      await append(tx, { type: 'payment.card_recovered', payload, ...common })
      return
    }
    case 'reserved': {
      const payload = { ...of, ...because, by: bySomebody(by), cancelsOn: news.endsOn }
      await append(tx, { type: 'contract.cancellation_reserved', payload, ...common })
      return
    }
    case 'withdrawn':
      await append(tx, {
        type: 'contract.cancellation_withdrawn',
        payload: { ...of, ...because, by: bySomebody(by) },
        ...common,
      })
      return
    case 'suspended':
      await append(tx, { type: 'contract.suspended', payload: { ...of, reason: news.reason }, ...common })
      return
    case 'resumed':
      await append(tx, { type: 'contract.resumed', payload: { ...of, ...because, by }, ...common })
      return
    case 'cancelled':
      await append(tx, { type: 'contract.cancelled', payload: { ...of, ...because, by }, ...common })
      return
  }
}

/** A reservation is made and withdrawn by people only. */
function bySomebody(by: 'customer' | 'staff' | 'system'): 'customer' | 'staff' {
  if (by === 'system') throw new Error('a reservation by nobody')
  return by
}

/** The letters of a decision: of several pieces of news the one that says most. */
async function write(tx: Tx, scene: Scene, contract: StoredContract, news: readonly ContractNews[]): Promise<void> {
  const facts: ContractFacts = {
    number: contract.number,
    productName: contract.product.name,
    priceYen: contract.priceYen,
  }
  const to = contract.customer
  const amountYen = scene.amountYen ?? contract.priceYen
  const has = (kind: ContractNews['kind']) => news.some((each) => each.kind === kind)
  for (const each of news) {
    switch (each.kind) {
      case 'charge_failed':
        // The letter about the suspension says why.
        if (has('suspended') || contract.state === 'cancelled') break
        await writeToCustomer(tx, scene, to, {
          kind: 'charge_failed',
          contract: facts,
          amountYen,
          reason: scene.failure?.message ?? '',
          asksCardholder: scene.failure?.code === AUTHENTICATION_REQUIRED,
          nextTryOn: each.nextTryOn,
        })
        break
      case 'recovered':
        await writeToCustomer(tx, scene, to, {
          kind: 'recovered',
          contract: facts,
          amountYen,
          nextChargeOn: nextChargeOn(contract),
        })
        break
      case 'reserved':
        await writeToCustomer(tx, scene, to, { kind: 'cancellation_reserved', contract: facts, endsOn: each.endsOn })
        break
      case 'withdrawn': {
        const next = contract.state === 'active' ? nextChargeOn(contract) : null
        await writeToCustomer(tx, scene, to, { kind: 'cancellation_withdrawn', contract: facts, nextChargeOn: next })
        break
      }
      case 'suspended':
        await writeToCustomer(tx, scene, to, { kind: 'suspended', contract: facts, reason: each.reason })
        break
      case 'resumed':
        // Who paid is told so, and that the contract goes on.
        if (!has('recovered'))
          await writeToCustomer(tx, scene, to, { kind: 'resumed', contract: facts, owedOn: contract.owedOn })
        break
      case 'cancelled':
        await writeToCustomer(tx, scene, to, { kind: 'cancelled', contract: facts })
        break
    }
  }
}
