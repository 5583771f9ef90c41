import type { Actor } from '../events/index.ts'
import type { TransferFacts } from '../mail/index.ts'
import {
  contractOfTransfer,
  lockTransfer,
  type PaymentsSettings,
  paymentsDefinition,
  type StoredTransfer,
} from '../payments/index.ts'
import type { Clock } from '../platform/clock.ts'
import type { Database, Tx } from '../platform/database.ts'
import type { Doorbell } from '../platform/doorbell.ts'
import type { SettingsStore } from '../platform/settings.ts'
import type { Rules } from './decide.ts'
import { openScene, rulesOf, type Scene } from './enact.ts'
import { lockContract, type StoredContract } from './stored.ts'

/** What working on transfers needs, put together in `app.ts`. */
export interface TransfersContext {
  db: Database
  doorbell: Pick<Doorbell, 'ring'>
  clock: Clock
  settings: SettingsStore
  /** Public address of the program without a slash at the end. */
  baseUrl: string
}

/** The scene of one act on a transfer: besides who and when, what the rules look at and the settings of payments. */
export interface TransferScene extends Scene, Rules {
  payments: PaymentsSettings
}

export async function readTransferScene(tx: Tx, context: TransfersContext, actor: Actor): Promise<TransferScene> {
  const scene = await openScene(tx, context, actor)
  const { value: payments } = await context.settings.read(tx, paymentsDefinition)
  return { ...scene, ...rulesOf(scene), payments }
}

/** A transfer that somebody acts on, held with the contract that it pays until the transaction ends. */
export interface LockedTransfer {
  scene: TransferScene
  /** Null where it pays something that is bought once. */
  contract: StoredContract | null
  transfer: StoredTransfer
}

/**
 * Opens the scene of an act on one transfer; null when there is no such transfer. The contract is locked before its
 * transfer, as everywhere: two who need both never wait for each other in a circle.
 */
export async function lockTransferScene(
  tx: Tx,
  context: TransfersContext,
  paymentId: string,
  actor: Actor,
): Promise<LockedTransfer | null> {
  const scene = await readTransferScene(tx, context, actor)
  const contractId = await contractOfTransfer(tx, paymentId)
  if (contractId === 'unknown') return null
  const contract = contractId === null ? null : await lockContract(tx, contractId)
  const transfer = await lockTransfer(tx, paymentId)
  return transfer === null ? null : { scene, contract, transfer }
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
