import { sql } from 'kysely'
import type { Actor } from '../events/index.ts'
import { noteUnconfirmed, type TransferBefore } from '../payments/index.ts'
import { type Tx, transact } from '../platform/database.ts'
import { dayIn } from '../site/index.ts'
import { settleAttention } from '../staff/index.ts'
import { enact } from './enact.ts'
import type { StoredContract } from './stored.ts'
import { isUnchanged, type RuledPart, unpayTerm } from './transfer.ts'
import { nameOf, UNAWAITED_ATTENTION } from './transfer-confirm.ts'
import { noteOverdueAttention } from './transfer-due.ts'
import { lockTransferScene, type TransferScene, type TransfersContext } from './transfer-scene.ts'

export type UndoRefusal =
  | 'unknown_transfer'
  | 'not_confirmed'
  /** It was confirmed on another business day. */
  | 'too_late'
  /** The contract has changed since, or money was given back: that would have to be undone first. */
  | 'changed_since'

export type Undone = { kind: 'undone' } | { kind: 'refused'; code: UndoRefusal }

/** Takes a confirmation back on the day it was made: transfer and contract are as they were, and it is open again. */
export async function undoConfirmation(context: TransfersContext, paymentId: string, by: Actor): Promise<Undone> {
  return transact(context.db, context.doorbell, async (tx): Promise<Undone> => {
    const locked = await lockTransferScene(tx, context, paymentId, by)
    if (locked === null) return refused('unknown_transfer')
    const { scene, contract, transfer } = locked
    const standing = await findStanding(tx, paymentId)
    if (transfer.state !== 'confirmed' || standing === null) return refused('not_confirmed')
    if (dayIn(scene.schedule.timeZone, standing.confirmedAt) !== scene.today) return refused('too_late')
    if (await wasRefunded(tx, paymentId)) return refused('changed_since')
    if (!(await putBack(tx, scene, contract, standing))) return refused('changed_since')

    await noteUnconfirmed(tx, paymentId, standing.paymentBefore)
    await tx
      .updateTable('transferConfirmations')
      .set({ undoneAt: scene.now, undoneBy: nameOf(by) })
      .where('id', '=', standing.id)
      .where('undoneAt', 'is', null)
      .execute()
    await settleAttention(tx, UNAWAITED_ATTENTION, paymentId, nameOf(by))
    if (standing.paymentBefore === 'overdue' && contract === null) await noteOverdueAttention(tx, transfer)
    return { kind: 'undone' }
  })
}

function refused(code: UndoRefusal): Undone {
  return { kind: 'refused', code }
}

interface Standing {
  id: string
  confirmedAt: Date
  paymentBefore: TransferBefore
  contractBefore: RuledPart | null
  contractAfter: RuledPart | null
}

async function findStanding(tx: Tx, paymentId: string): Promise<Standing | null> {
  const found = await sql<Standing>`
    select id, confirmed_at, payment_before, contract_before, contract_after
    from transfer_confirmations where payment_id = ${paymentId} and undone_at is null`.execute(tx)
  return found.rows[0] ?? null
}

async function wasRefunded(tx: Tx, paymentId: string): Promise<boolean> {
  const found = await sql`select 1 from refunds where payment_id = ${paymentId} and state <> 'refused'`.execute(tx)
  return found.rows.length > 0
}

/** False when the contract is not any more as the confirmation left it. */
async function putBack(
  tx: Tx,
  scene: TransferScene,
  contract: StoredContract | null,
  { contractBefore, contractAfter }: Standing,
): Promise<boolean> {
  if (contract === null || contractBefore === null || contractAfter === null) return true
  if (!isUnchanged(contract, contractAfter)) return false
  await enact(tx, scene, contract, unpayTerm(contract, contractBefore))
  return true
}
