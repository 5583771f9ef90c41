import { sql } from 'kysely'
import { writeToCustomer } from '../mail/index.ts'
import {
  expectTransfer,
  hasOpenTransfer,
  lockTransfer,
  lookAtTransfer,
  nextTransferStep,
  noteOverdue,
  paymentsDefinition,
  type StoredTransfer,
  TRANSFERS_TOPIC,
} from '../payments/index.ts'
import { type Tx, transact } from '../platform/database.ts'
import type { DueWork } from '../platform/due-work.ts'
import { formatYen } from '../platform/money.ts'
import { formatDay } from '../site/index.ts'
import { noteAttention } from '../staff/index.ts'
import { suspendUnconfirmed } from './decide.ts'
import { enact, type Scene } from './enact.ts'
import { lockContract, type StoredContract } from './stored.ts'
import { grantTerm } from './transfer.ts'
import { factsOf, readTransferScene, type TransferScene, type TransfersContext } from './transfer-scene.ts'

/**
 * The next term of a locked contract that is paid by transfer begins: it is granted, its money expected, and the customer
 * told. While the money of a term before is still open no further term begins, because only the open term is owed: what
 * becomes of that transfer says when something comes due next.
 */
export async function expectTerm(tx: Tx, scene: Scene, contract: StoredContract): Promise<void> {
  if (await hasOpenTransfer(tx, contract.id)) {
    await tx.updateTable('contracts').set({ dueOn: null }).where('id', '=', contract.id).execute()
    return
  }
  const decision = grantTerm(contract)
  if (decision.kind === 'refused')
    throw new Error(`a term of contract ${contract.number} was refused: ${decision.code}`)
  const granted = await enact(tx, scene, contract, decision)
  const { value: payments } = await scene.settings.read(tx, paymentsDefinition)
  const { termNo, priceYen, number, product } = granted
  const { reference, dueOn } = await expectTransfer(tx, {
    purpose: 'renewal',
    applicationId: contract.applicationId,
    customerId: contract.customer.id,
    contractId: contract.id,
    termNo,
    amountYen: priceYen,
    now: scene.now,
    timeZone: scene.schedule.timeZone,
    dueDays: payments.transferDueDays,
  })
  await writeToCustomer(tx, scene, contract.customer, {
    kind: 'transfer_due',
    contract: { number, productName: product.name, priceYen },
    transfer: factsOf({ productName: product.name, amountYen: priceYen, reference, dueOn }, payments),
  })
}

/** A transfer leased to this process. */
export interface ClaimedTransfer {
  id: string
  contractId: string | null
}

/** Much longer than the transaction of one transfer. */
const LEASE_MS = 30_000

/** Reminds customers of transfers before their due day, and notes on the morning after that the money has not come. */
export function watchTransfers(context: TransfersContext): DueWork<ClaimedTransfer> {
  return {
    topic: TRANSFERS_TOPIC,
    concurrency: 3,
    claim: (limit) => claimTransfers(context, limit),
    perform: (claimed) =>
      transact(context.db, context.doorbell, async (tx) => {
        const scene = await readTransferScene(tx, context, { kind: 'system' })
        // The contract before its transfer, as everywhere: two who need both never wait for each other in a circle.
        const contract = claimed.contractId === null ? null : await lockContract(tx, claimed.contractId)
        const transfer = await lockTransfer(tx, claimed.id)
        if (transfer !== null) await lookAt(tx, scene, transfer, contract)
      }),
  }
}

async function claimTransfers({ db, clock }: TransfersContext, limit: number): Promise<ClaimedTransfer[]> {
  const claimed = await sql<ClaimedTransfer>`
    update payments set lease_token = gen_random_uuid(), lease_until = now() + ${LEASE_MS} * interval '1 ms'
    where id in (
      select id from payments
      where due_at <= ${clock.now()} and method = 'transfer' and (lease_until is null or lease_until < now())
      order by due_at limit ${limit} for update skip locked)
    returning id, contract_id`.execute(db)
  return claimed.rows
}

async function lookAt(
  tx: Tx,
  scene: TransferScene,
  transfer: StoredTransfer,
  contract: StoredContract | null,
): Promise<void> {
  const { now, schedule, payments } = scene
  const { timeZone, chargeHour } = schedule
  const step = nextTransferStep(transfer, { now, timeZone, chargeHour, reminderDays: payments.transferReminderDays })
  switch (step.kind) {
    case 'rest':
      return lookAtTransfer(tx, transfer.id, { dueAt: null })
    case 'wait':
      return lookAtTransfer(tx, transfer.id, { dueAt: step.until })
    case 'remind':
      await lookAtTransfer(tx, transfer.id, { dueAt: step.until, remindedAt: now })
      return writeToCustomer(tx, scene, transfer.customer, {
        kind: 'transfer_reminder',
        transfer: factsOf(transfer, payments),
      })
    case 'overdue':
      if (await noteOverdue(tx, transfer.id)) await tellOverdue(tx, scene, transfer, contract)
  }
}

/**
 * A contract is suspended, which has its event. Of what is bought once no event exists, so that it becomes 要対応: whether
 * to ask the customer again or to cancel the application is for people to say.
 */
async function tellOverdue(
  tx: Tx,
  scene: TransferScene,
  transfer: StoredTransfer,
  contract: StoredContract | null,
): Promise<void> {
  if (contract === null) return noteOverdueAttention(tx, transfer)
  const decision = suspendUnconfirmed(contract)
  if (decision.kind === 'decided') await enact(tx, scene, contract, decision)
}

/** The 要対応 entry of a transfer that is overdue and pays no contract. */
export const OVERDUE_ATTENTION = 'transfer_overdue'

export async function noteOverdueAttention(tx: Tx, transfer: StoredTransfer): Promise<void> {
  const { id, customer, productName, amountYen, dueOn, reference } = transfer
  await noteAttention(
    tx,
    OVERDUE_ATTENTION,
    [{ subject: id, title: `振込期限切れ: ${customer.familyName} ${customer.givenName} 様(${productName})` }],
    `${formatYen(amountYen)}のお振込が、お支払期限の${formatDay(dueOn)}までに確認できませんでした(振込番号 ${reference})。入金を確認するか、お客様にご連絡のうえ申し込みの取り消しをご検討ください。`,
  )
}
