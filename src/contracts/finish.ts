import { sql } from 'kysely'
import {
  type Failure,
  type FinalStep,
  isHopeless,
  NOT_SENT,
  noteDeclined,
  noteSucceeded,
  type OpenPayment,
  takeBackTry,
  wasNotMade,
} from '../payments/index.ts'
import { type Tx, transact } from '../platform/database.ts'
import type { ContractsContext } from './context.ts'
import { chargeFailed, termPaid } from './decide.ts'
import type { Schedule } from './due-on.ts'
import { enact, openScene, rulesOf, type Scene } from './enact.ts'
import { tellOfLatePayment } from './late-money.ts'
import { lockContract, type StoredContract } from './stored.ts'
import { putOff, wantChargeNow } from './wanted.ts'

/**
 * Writes what a settled charge of a term means, in one transaction: the payment by its conditional update, the contract, the
 * events and letters. The contract is locked first, as by everybody who changes one. False when somebody else settled the
 * payment before: then nothing is written.
 */
export async function finishRenewal(
  context: ContractsContext,
  payment: OpenPayment,
  step: FinalStep,
  schedule?: Schedule,
): Promise<boolean> {
  const { contractId, termNo } = payment
  if (contractId === null || termNo === null) throw new Error(`payment ${payment.orderId} pays no term`)
  return transact(context.db, context.doorbell, async (tx) => {
    const contract = await lockContract(tx, contractId)
    if (contract === null) throw new Error(`contract ${contractId} is gone`)
    if (step.state === 'succeeded') {
      if (!(await noteSucceeded(tx, payment.id, step.charge, context.secrets, context.clock.now()))) return false
      await paid(context, tx, contract, { ...payment, termNo }, schedule)
      return true
    }
    if (wasNotMade(step.failure)) return notMade(context, tx, contract, payment, step.failure)
    if (!(await noteDeclined(tx, payment.id, step.failure, context.clock.now()))) return false
    await failed(context, tx, contract, payment, step.failure)
    return true
  })
}

async function openChargeScene(
  context: ContractsContext,
  tx: Tx,
  { requestedBy, note, amountYen }: OpenPayment,
  schedule?: Schedule,
): Promise<Scene> {
  return { ...(await openScene(tx, context, requestedBy ?? { kind: 'system' }, note, schedule)), amountYen }
}

async function paid(
  context: ContractsContext,
  tx: Tx,
  contract: StoredContract,
  payment: OpenPayment & { termNo: number },
  schedule: Schedule | undefined,
): Promise<void> {
  const scene = await openChargeScene(context, tx, payment, schedule)
  const decision = termPaid(contract, payment.termNo, rulesOf(scene))
  if (decision.kind === 'refused') await tellOfLatePayment(tx, contract, payment)
  else await enact(tx, scene, contract, decision)
}

async function failed(
  context: ContractsContext,
  tx: Tx,
  contract: StoredContract,
  payment: OpenPayment,
  failure: Failure,
): Promise<void> {
  const scene = { ...(await openChargeScene(context, tx, payment)), failure }
  // A new card was given while the outcome was not known: what failed says nothing about it.
  const anotherCard = contract.savedCard?.sealedReference !== payment.savedCard
  const decision = chargeFailed(contract, isHopeless(failure) && !anotherCard, rulesOf(scene))
  if (decision.kind === 'refused') throw new Error(`a failed charge was refused: ${decision.code}`)
  const after = await enact(tx, scene, contract, decision)
  if (anotherCard && after.state !== 'cancelled') await wantChargeNow(tx, after.id, rulesOf(scene).today)
}

/** No failure of the customer's: no event, and it is tried again. */
async function notMade(
  context: ContractsContext,
  tx: Tx,
  contract: StoredContract,
  payment: OpenPayment,
  failure: Failure,
): Promise<boolean> {
  if (!(await takeBackTry(tx, payment.id))) return false
  context.log.warn({ orderId: payment.orderId, reason: failure.message }, 'a charge was not made')
  if (contract.state === 'cancelled') return true
  const { today } = rulesOf(await openChargeScene(context, tx, payment))
  await wantChargeNow(tx, contract.id, today)
  // Who could not be reached is asked again in a while; of a lost call it is known that it did not arrive.
  if (failure.code === NOT_SENT) await putOff(tx, sql`id = ${contract.id}`, failure.message)
  return true
}
