import type { Actor } from '../events/index.ts'
import type { TransferFacts } from '../mail/index.ts'
import { type PaymentsSettings, paymentsDefinition } from '../payments/index.ts'
import type { Clock } from '../platform/clock.ts'
import type { Database, Tx } from '../platform/database.ts'
import type { Doorbell } from '../platform/doorbell.ts'
import type { SettingsStore } from '../platform/settings.ts'
import { dayIn, readShop } from '../site/index.ts'
import type { Scene } from './enact.ts'

/** What working on transfers needs, put together in `app.ts`. */
export interface TransfersContext {
  db: Database
  doorbell: Pick<Doorbell, 'ring'>
  clock: Clock
  settings: SettingsStore
  /** Public address of the program without a slash at the end. */
  baseUrl: string
}

/** The scene of one act on a transfer: besides who and when, the shop's day and the settings of payments. */
export interface TransferScene extends Scene {
  today: string
  payments: PaymentsSettings
}

export async function readTransferScene(tx: Tx, context: TransfersContext, actor: Actor): Promise<TransferScene> {
  const { settings, baseUrl } = context
  const now = context.clock.now()
  const { timeZone } = await readShop(tx, context)
  const { value: payments } = await settings.read(tx, paymentsDefinition)
  const { chargeHour, retryDays } = payments
  return {
    ...{ settings, baseUrl, now, actor, payments },
    today: dayIn(timeZone, now),
    schedule: { timeZone, chargeHour, retryDays },
  }
}

/** What letters say of a transfer. */
export function factsOf(
  {
    productName,
    amountYen,
    reference,
    dueOn,
  }: Pick<TransferFacts, 'productName' | 'amountYen' | 'reference' | 'dueOn'>,
  { bankAccount }: PaymentsSettings,
) {
  return { productName, amountYen, reference, dueOn, bankAccount }
}
