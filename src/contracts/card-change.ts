import { sql } from 'kysely'
import { foldEmail } from '../customers/index.ts'
import {
  admitCardAttempt,
  afterSave,
  type CardChangeState,
  CHARGE_TIMEOUT_MS,
  cardChangeTransitions,
  currentGateway,
  nextLookInMs,
} from '../payments/index.ts'
import { type Reader, type Tx, transact } from '../platform/database.ts'
import { newId } from '../platform/ids.ts'
import { statesBefore } from '../platform/transitions.ts'
import { CARD_CHANGES_TOPIC, finishCardChange, lookUpCardChange, type OpenCardChange } from './card-saved.ts'
import type { ContractsContext } from './context.ts'
import { type Refused, refuse } from './refusals.ts'
import { lockCardContractsOf } from './stored.ts'

/** A card that a customer gives anew. */
export interface NewCard {
  customerId: string
  /** From the gateway's script in the customer's browser. */
  token: string
  clientAddress: string
  /** Where the gateway sends the customer back to after 3-D Secure; `{id}` in it becomes the change's id. */
  returnUrl: string
}

/** How far a change of card has come. */
export interface CardChange {
  kind: 'change'
  id: string
  state: CardChangeState
  /** Where the customer must confirm for it to go on (3-D Secure). */
  actionUrl: string | null
  /** Why the card was refused. */
  failure: { code: string; message: string } | null
}

/** A call that gave no sign of life this long after its time-out is looked up: its process has died. */
const MARGIN_MS = 10_000

/**
 * Saves a card at the gateway, gives it to every contract of the customer that is paid by card, and charges what is owed.
 * The change is committed before the gateway is called, so that a lost answer is found. A change that is still open is
 * given up: the newest card counts.
 */
export async function startCardChange(context: ContractsContext, card: NewCard): Promise<CardChange | Refused> {
  const gateway = await currentGateway(context.db, context)
  if (gateway === null) return refuse('payments_unavailable')
  const id = newId()
  const refused = await transact(context.db, context.doorbell, async (tx) => {
    const [contract] = await lockCardContractsOf(tx, card.customerId)
    if (!contract) return refuse('no_contract')
    if (!(await admitCardAttempt(tx, card.clientAddress, foldEmail(contract.customer.email))))
      return refuse('too_many_attempts')
    await giveUpOpenChange(tx, card.customerId, context.clock.now())
    await insertChange(tx, context, { id, customerId: card.customerId, gateway: gateway.name })
    return null
  })
  if (refused !== null) return refused
  const returnUrl = card.returnUrl.replace('{id}', id)
  const step = afterSave(await gateway.saveCard({ setupId: id, token: card.token, returnUrl }))
  if (step.state === 'unknown') await noteUnknownChange(context, id, step.actionUrl)
  else await finishCardChange(context, { id, customerId: card.customerId, gateway: gateway.name }, step)
  const change = await findChange(context.db, card.customerId, id)
  if (change === null) throw new Error('a change of card that was just started is gone')
  return change
}

/**
 * How far a change of this customer has come, or null. After 3-D Secure, or when the customer asks again, the gateway is
 * asked what became of it.
 */
export async function readCardChange(
  context: ContractsContext,
  { customerId, changeId }: { customerId: string; changeId: string },
): Promise<CardChange | null> {
  const change = await findChange(context.db, customerId, changeId)
  if (change === null || change.state === 'saved' || change.state === 'declined') return change
  const open = await findOpenChange(context.db, changeId)
  if (open !== null) {
    const step = await lookUpCardChange(context, open)
    if (step.state === 'unknown') await noteUnknownChange(context, changeId, step.actionUrl)
    else await finishCardChange(context, open, step)
  }
  return findChange(context.db, customerId, changeId)
}

async function insertChange(
  tx: Tx,
  { chargeTimeoutMs = CHARGE_TIMEOUT_MS, clock }: ContractsContext,
  change: { id: string; customerId: string; gateway: string },
): Promise<void> {
  await tx
    .insertInto('cardChanges')
    .values({
      ...change,
      state: 'started',
      settleDueAt: sql<Date>`now() + ${chargeTimeoutMs + MARGIN_MS} * interval '1 ms'`,
      createdAt: clock.now(),
    })
    .execute()
}

async function giveUpOpenChange(tx: Tx, customerId: string, now: Date): Promise<void> {
  await tx
    .updateTable('cardChanges')
    .set({
      ...{ state: 'declined', declineCode: 'superseded', declineMessage: 'そのあとに、別のカードの登録が始まりました' },
      ...{ actionUrl: null, settleDueAt: null, leaseToken: null, leaseUntil: null, settledAt: now },
    })
    .where('customerId', '=', customerId)
    .where('state', 'in', statesBefore(cardChangeTransitions, 'declined'))
    .execute()
}

async function noteUnknownChange(
  { db, doorbell }: ContractsContext,
  id: string,
  actionUrl: string | null,
): Promise<void> {
  await db
    .updateTable('cardChanges')
    .set({ state: 'unknown', actionUrl, settleDueAt: sql<Date>`now() + ${nextLookInMs(0)} * interval '1 ms'` })
    .where('id', '=', id)
    .where('state', 'in', statesBefore(cardChangeTransitions, 'unknown'))
    .execute()
  doorbell.ring(CARD_CHANGES_TOPIC)
}

async function findChange(reader: Reader, customerId: string, id: string): Promise<CardChange | null> {
  const row = await reader
    .selectFrom('cardChanges')
    .select(['state', 'actionUrl', 'declineCode', 'declineMessage'])
    .where('id', '=', id)
    .where('customerId', '=', customerId)
    .executeTakeFirst()
  if (!row) return null
  const { state, actionUrl, declineCode, declineMessage } = row
  const failure = declineCode === null ? null : { code: declineCode, message: declineMessage ?? '' }
  return { kind: 'change', id, state: state as CardChangeState, actionUrl, failure }
}

async function findOpenChange(reader: Reader, id: string): Promise<OpenCardChange | null> {
  const found = await sql<OpenCardChange>`select id, customer_id, gateway, settle_attempts,
      (extract(epoch from now() - sent_at) * 1000)::float8 as sent_ms_ago
    from card_changes where id = ${id} and state in ('started', 'unknown')`.execute(reader)
  return found.rows[0] ?? null
}
