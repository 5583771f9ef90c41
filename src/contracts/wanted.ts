import { type RawBuilder, sql } from 'kysely'
import type { Tx } from '../platform/database.ts'
import type { Day } from '../site/index.ts'
import { noteAttention } from '../staff/index.ts'

/** The doorbell topic of contracts that come due. */
export const CONTRACTS_TOPIC = 'contracts'

/** How long the gateway is left alone after it could not be asked. */
const PUT_OFF_MS = 5 * 60_000
/** Staff are told when charges could not be made for this long. */
const ALARM_AFTER = sql`interval '1 hour'`

/** Makes a charge of the open term due at once, whatever the state and the hour: somebody asked for it. */
export async function wantChargeNow(tx: Tx, contractId: string, today: Day): Promise<void> {
  await sql`update contracts set due_on = least(due_on, ${today}::date), wanted_since = coalesce(wanted_since, now())
    where id = ${contractId}`.execute(tx)
  tx.wakes.add(CONTRACTS_TOPIC)
}

/**
 * Lets due contracts (`which`) wait, because the gateway cannot be asked; the wait runs on PostgreSQL's clock, what is due
 * stays due. The customer is not to blame and is told nothing; staff are, when it lasts.
 */
export async function putOff(tx: Tx, which: RawBuilder<unknown>, reason: string): Promise<void> {
  const waiting = await sql<{ isLong: boolean }>`
    update contracts set wanted_since = coalesce(wanted_since, now()), lease_until = now() + ${PUT_OFF_MS} * interval '1 ms'
    where ${which} returning wanted_since < now() - ${ALARM_AFTER} as is_long`.execute(tx)
  if (!waiting.rows.some(({ isLong }) => isLong)) return
  const detail = `1時間以上、月額の決済を行えていません。\n理由: ${reason}\n「設定 → 決済」と、決済会社の障害情報をご確認ください。決済は5分ごとに自動でやり直します。お客様には、まだ何もお知らせしていません。`
  await noteAttention(tx, 'charges_waiting', [{ subject: 'gateway', title: '月額の決済を行えません' }], detail)
}
