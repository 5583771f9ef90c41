import type { Tx } from '../platform/database.ts'
import type { DeliveriesContext } from './context.ts'
import { insertDeliveries } from './insert.ts'

/**
 * Tells these events by mail to the administrators, in the transaction that decided that chat will not. One mail a
 * recipient and event, whatever the cause: what was planned already is left as it is.
 */
export async function mailAdministrators(
  context: DeliveriesContext,
  tx: Tx,
  eventIds: number[],
  cause: string,
): Promise<void> {
  if (eventIds.length === 0) return
  const { connector, recipients } = context.lastResort
  const addresses = recipients((await context.settings.readShared(tx, connector.settings)).value)
  await insertDeliveries(
    tx,
    eventIds.flatMap((eventId) =>
      addresses.map((target) => ({ connector, eventId, target, lane: null, onceKey: null, cause, overflow: null })),
    ),
  )
}
