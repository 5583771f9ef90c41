import { randomInt } from 'node:crypto'
import { sql } from 'kysely'
import type { Reader, Tx } from '../platform/database.ts'
import { newId } from '../platform/ids.ts'
import type { SettingsStore } from '../platform/settings.ts'
import { addDays, type Day, dayIn } from '../site/index.ts'
import { paymentsDefinition } from './settings.ts'

/** What a customer is to transfer. */
export interface ExpectedTransfer {
  /** What they write with it, so that it is recognised: seven digits. */
  reference: string
  dueOn: Day
}

/** Waits for a transfer, from the commit on. It is due on the day that the settings say, in the shop's time zone. */
export async function expectTransfer(
  tx: Tx,
  settings: SettingsStore,
  transfer: {
    purpose: 'application' | 'renewal'
    applicationId: string
    customerId: string
    contractId: string | null
    termNo: number | null
    amountYen: number
    now: Date
    timeZone: string
  },
): Promise<ExpectedTransfer> {
  const { now, timeZone, ...row } = transfer
  const { value } = await settings.read(tx, paymentsDefinition)
  const dueOn = addDays(dayIn(timeZone, now), value.transferDueDays)
  const reference = await freeReference(tx)
  await tx
    .insertInto('payments')
    .values({
      ...{ ...row, id: newId(), orderId: reference, reference, dueOn },
      ...{ method: 'transfer', state: 'expected', createdAt: now },
    })
    .execute()
  return { reference, dueOn }
}

/** Digits alone: they can be typed at every cash machine. Of nine million, a drawn one is hardly ever taken. */
async function freeReference(tx: Tx): Promise<string> {
  for (;;) {
    const reference = String(randomInt(1_000_000, 10_000_000))
    const taken = await tx.selectFrom('payments').select('id').where('reference', '=', reference).executeTakeFirst()
    if (!taken) return reference
  }
}

/** The transfer by which an application is to be paid, or null. */
export async function findTransferOf(
  reader: Reader,
  applicationId: string,
): Promise<(ExpectedTransfer & { amountYen: number; state: string }) | null> {
  const row = await reader
    .selectFrom('payments')
    .select(['reference', 'dueOn', 'amountYen', 'state'])
    .where('applicationId', '=', applicationId)
    .where('purpose', '=', 'application')
    .where('method', '=', 'transfer')
    .executeTakeFirst()
  return row ? { ...row, reference: row.reference ?? '', dueOn: row.dueOn ?? '' } : null
}

/** Nobody waits any longer for the transfers of this application and its contract. What has come in stays as it is. */
export async function stopExpecting(tx: Tx, applicationId: string, now: Date): Promise<void> {
  await sql`update payments set state = 'cancelled', settled_at = ${now}, due_at = null
    where application_id = ${applicationId} and method = 'transfer' and state in ('expected', 'overdue')`.execute(tx)
}
