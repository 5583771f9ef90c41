import type { Actor } from '../events/index.ts'
import { writeToCustomer } from '../mail/index.ts'
import { noteConfirmed, type StoredTransfer } from '../payments/index.ts'
import { type Tx, transact } from '../platform/database.ts'
import { newId } from '../platform/ids.ts'
import { formatYen } from '../platform/money.ts'
import type { Day } from '../site/index.ts'
import { noteAttention, settleAttention } from '../staff/index.ts'
import { termPaid } from './decide.ts'
import { enact } from './enact.ts'
import type { StoredContract } from './stored.ts'
import { type RuledPart, ruledPart } from './transfer.ts'
import { OVERDUE_ATTENTION } from './transfer-due.ts'
import { factsOf, lockTransferScene, type TransferScene, type TransfersContext } from './transfer-scene.ts'

/** 入金確認: what the bank says of one transfer. */
export interface Receipt {
  paymentId: string
  paidYen: number
  /** The day at the bank. */
  paidOn: Day
  payerName: string
  /** 過不足あり: why an amount that differs from what is owed is taken for it; null where none may differ. */
  differenceNote: string | null
  /** The line of a bank's statement that says so; null when staff read it themselves. */
  line: { statementId: string; fingerprint: string } | null
}

export type ConfirmRefusal =
  | 'unknown_transfer'
  | 'already_confirmed'
  | 'amount_differs'
  | 'paid_in_future'
  /** The statement's line has confirmed a transfer already. */
  | 'line_used'

export type Confirmed = { kind: 'confirmed' } | { kind: 'refused'; code: ConfirmRefusal }

/**
 * Notes that the money of a transfer has come, in one transaction with what it means: its contract goes on if it was
 * suspended, and the customer is thanked by one letter, which says so. Of two who confirm at once one wins.
 */
export async function confirmTransfer(context: TransfersContext, receipt: Receipt, by: Actor): Promise<Confirmed> {
  return transact(context.db, context.doorbell, async (tx): Promise<Confirmed> => {
    const locked = await lockTransferScene(tx, context, receipt.paymentId, by)
    if (locked === null) return refused('unknown_transfer')
    const { scene, contract, transfer } = locked
    if (transfer.state === 'confirmed') return refused('already_confirmed')
    if (receipt.paidYen !== transfer.amountYen && receipt.differenceNote === null) return refused('amount_differs')
    if (receipt.paidOn > scene.today) return refused('paid_in_future')

    const confirmationId = await insertConfirmation(tx, scene, transfer, receipt)
    if (confirmationId === null) return refused('line_used')
    const { now } = scene
    await noteConfirmed(tx, transfer.id, { payerName: receipt.payerName, confirmedBy: nameOf(by), now })
    await settleAttention(tx, OVERDUE_ATTENTION, transfer.id, nameOf(by))
    const paid = await payTerm(tx, scene, transfer, contract, confirmationId)
    await writeToCustomer(tx, scene, transfer.customer, {
      kind: 'transfer_confirmed',
      transfer: factsOf(transfer, scene.payments),
      resumed: contract?.state === 'suspended' && paid?.state !== 'suspended',
    })
    return { kind: 'confirmed' }
  })
}

function refused(code: ConfirmRefusal): Confirmed {
  return { kind: 'refused', code }
}

/** What is shown of who confirmed. */
export function nameOf(actor: Actor): string {
  return actor.kind === 'staff' ? actor.name : 'システム'
}

/** The confirmation's id, or null when the statement's line stands for another one. */
async function insertConfirmation(
  tx: Tx,
  { now, actor }: TransferScene,
  transfer: StoredTransfer,
  { paidYen, paidOn, payerName, differenceNote, line }: Receipt,
): Promise<string | null> {
  const inserted = await tx
    .insertInto('transferConfirmations')
    .values({
      id: newId(),
      paymentId: transfer.id,
      ...{ paidYen, paidOn, payerName },
      differenceNote: paidYen === transfer.amountYen ? null : differenceNote,
      confirmedAt: now,
      confirmedBy: nameOf(actor),
      statementId: line?.statementId ?? null,
      lineFingerprint: line?.fingerprint ?? null,
      paymentBefore: transfer.state,
    })
    .onConflict((conflict) => conflict.column('lineFingerprint').where('undoneAt', 'is', null).doNothing())
    .returning('id')
    .executeTakeFirst()
  return inserted?.id ?? null
}

/** The contract with its term paid; null where the money pays no term of a contract that runs. */
async function payTerm(
  tx: Tx,
  scene: TransferScene,
  transfer: StoredTransfer,
  contract: StoredContract | null,
  confirmationId: string,
): Promise<StoredContract | null> {
  if (!transfer.awaited) await noteUnawaited(tx, transfer)
  if (contract === null || transfer.termNo === null || contract.state === 'cancelled') return null
  const decision = termPaid(contract, transfer.termNo, scene)
  if (decision.kind === 'refused') throw new Error(`contract ${contract.number} refused its money: ${decision.code}`)
  const paid = await enact(tx, { ...scene, withoutLetters: true }, contract, decision)
  const json = (rules: RuledPart) => JSON.stringify(rules)
  await tx
    .updateTable('transferConfirmations')
    .set({ contractBefore: json(ruledPart(contract)), contractAfter: json(ruledPart(paid)) })
    .where('id', '=', confirmationId)
    .execute()
  return paid
}

/** The 要対応 entry of money that came after a cancellation. */
export const UNAWAITED_ATTENTION = 'transfer_after_cancellation'

/** Money for what was cancelled is recorded, and people decide what becomes of it. */
async function noteUnawaited(tx: Tx, { id, customer, productName, amountYen, reference }: StoredTransfer) {
  await noteAttention(
    tx,
    UNAWAITED_ATTENTION,
    [{ subject: id, title: `取り消し後のご入金: ${customer.familyName} ${customer.givenName} 様(${productName})` }],
    `取り消し・解約のあとに${formatYen(amountYen)}のお振込が確認されました(振込番号 ${reference})。返金が必要かどうかご確認ください。`,
  )
}
