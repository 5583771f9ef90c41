import type { Actor } from '../events/index.ts'
import { postponeTransfer } from '../payments/index.ts'
import { type Tx, transact } from '../platform/database.ts'
import { newId, newNumber } from '../platform/ids.ts'
import { addDays, type Day } from '../site/index.ts'
import type { ContractsContext } from './context.ts'
import { FIRST_TERM, nextChargeOn, termsFrom } from './contract.ts'
import * as decide from './decide.ts'
import { enact, openScene, rulesOf } from './enact.ts'
import { type Refused, refuse } from './refusals.ts'
import { lockContract, lockContractOf, type SavedCard, type StoredContract } from './stored.ts'

/** A contract to be opened by an accepted application; `anchor` is that day in the shop's time zone. */
export interface NewContract {
  customerId: string
  productId: string
  applicationId: string
  priceYen: number
  anchor: Day
  /** How its terms are paid. */
  method: 'card' | 'transfer'
  savedCard: SavedCard | null
  now: Date
}

/** Opens a contract, active, with its first term paid (or granted until its transfer is due). */
export async function openContract(tx: Tx, contract: NewContract): Promise<{ id: string; number: string }> {
  const opened = { id: newId(), number: newNumber('C') }
  await tx
    .insertInto('contracts')
    .values({
      ...opened,
      customerId: contract.customerId,
      productId: contract.productId,
      applicationId: contract.applicationId,
      state: 'active',
      priceYen: contract.priceYen,
      anchorDate: contract.anchor,
      termNo: FIRST_TERM,
      method: contract.method,
      savedCard: contract.savedCard === null ? null : JSON.stringify(contract.savedCard),
      dueOn: nextChargeOn(termsFrom(contract.anchor)),
      createdAt: contract.now,
    })
    .execute()
  return opened
}

/** Who acts on a contract of the shop. A customer acts on their own contracts only. */
export type ContractActor = Extract<Actor, { kind: 'customer' | 'staff' }>

/** One act on one contract. */
export interface Act {
  contractId: string
  actor: ContractActor
  /** Why, where staff say so; kept in the history. */
  note?: string
}

/** An act that only staff may order. */
export type StaffAct = Act & { actor: Extract<Actor, { kind: 'staff' }> }

export type Acted = { kind: 'done'; contract: StoredContract } | Refused

/** How long staff may let a contract go on before what is owed is due once more. Days. */
export const LONGEST_RESPITE = 60

/**
 * 解約予約: the contract ends with its paid term; at once where that has ended. `shown` is what was agreed to: where it would
 * take effect otherwise by now, nothing is done.
 */
export function reserveCancellation(context: ContractsContext, act: Act & { shown?: Day | 'at_once' }): Promise<Acted> {
  return perform(context, act, (contract, rules) => {
    const decision = decide.reserveCancellation(contract, rules)
    const isOther = act.shown !== undefined && act.shown !== decide.cancellationEffect(contract, rules.today)
    return decision.kind === 'decided' && isOther ? refuse('moved_on') : decision
  })
}

/** 解約予約の解除. */
export function withdrawCancellation(context: ContractsContext, act: Act): Promise<Acted> {
  return perform(context, act, decide.withdrawCancellation)
}

/** 即時解約. A charge that is under way goes on; should it succeed, staff are told. */
export function cancelNow(context: ContractsContext, act: StaffAct): Promise<Acted> {
  return perform(context, act, decide.cancel)
}

/** 停止解除 by hand: what is owed is due on `owedOn`, from today to `LONGEST_RESPITE` days ahead. */
export function resumeByHand(context: ContractsContext, act: StaffAct & { owedOn: Day }): Promise<Acted> {
  const judge: Judge = (contract, { today }) => {
    const possible = act.owedOn >= today && act.owedOn <= addDays(today, LONGEST_RESPITE)
    return possible ? decide.resumeByHand(contract, act.owedOn) : refuse('day_out_of_range')
  }
  return perform(context, act, judge, async (tx, { id, method }) => {
    if (method === 'transfer') await postponeTransfer(tx, id, act.owedOn)
  })
}

/**
 * Ends at once the contract that an application gave, in the transaction that cancels the application; its letter speaks of
 * both. Nothing happens where there is no contract or it has ended.
 */
export async function cancelContractOf(
  tx: Tx,
  context: Pick<ContractsContext, 'settings' | 'baseUrl' | 'clock'>,
  applicationId: string,
  actor: ContractActor,
  note: string,
): Promise<void> {
  const contract = await lockContractOf(tx, applicationId)
  if (contract === null) return
  const decision = decide.cancel(contract)
  if (decision.kind === 'refused') return
  const scene = await openScene(tx, context, actor, note)
  await enact(tx, { ...scene, withoutLetters: true }, contract, decision)
}

type Judge = (contract: StoredContract, rules: decide.Rules) => decide.Decision | Refused

/** Of two who act at once, the second decides on what the first left. `follow` is what else an act changes. */
function perform(
  context: ContractsContext,
  { contractId, actor, note }: Act,
  judge: Judge,
  follow?: (tx: Tx, contract: StoredContract) => Promise<void>,
): Promise<Acted> {
  return transact(context.db, context.doorbell, async (tx): Promise<Acted> => {
    const contract = await lockContract(tx, contractId)
    if (contract === null || !concerns(contract, actor)) return refuse('not_found')
    const scene = await openScene(tx, context, actor, note)
    const decision = judge(contract, rulesOf(scene))
    if (decision.kind === 'refused') return refuse(decision.code)
    const enacted = await enact(tx, scene, contract, decision)
    await follow?.(tx, enacted)
    return { kind: 'done', contract: enacted }
  })
}

/** To a customer, somebody else's contract does not exist. */
function concerns(contract: StoredContract, actor: ContractActor): boolean {
  return actor.kind === 'staff' || contract.customer.id === actor.id
}
