import { sql } from 'kysely'
import {
  afterSaveFinding,
  type CardChangeState,
  type CardGateway,
  cardChangeTransitions,
  currentGateway,
  nextLookInMs,
  type SavedAtGateway,
  type SetupStep,
} from '../payments/index.ts'
import { type Tx, transact } from '../platform/database.ts'
import type { DueWork } from '../platform/due-work.ts'
import { statesBefore } from '../platform/transitions.ts'
import { type BegunCharge, beginCharges, makeCharge } from './charges.ts'
import type { ContractsContext } from './context.ts'
import { openTerm } from './decide.ts'
import { lockCardContractsOf, type SavedCard, type StoredContract } from './stored.ts'

/** The doorbell topic of card changes whose outcome is to be found out. */
export const CARD_CHANGES_TOPIC = 'card_changes'

/** Longer than a look at the gateway and the charges of what is owed take. */
const LEASE_MS = 60_000

/** A change of card whose outcome is not known yet. */
export interface OpenCardChange {
  id: string
  customerId: string
  gateway: string
  settleAttempts: number
  /** By PostgreSQL's clock. */
  sentMsAgo: number
}

export type ClaimedCardChange = OpenCardChange & { leaseToken: string }

/** Finds out what became of card changes without an answer, and of those whose process died. */
export function settleCardChanges(context: ContractsContext): DueWork<ClaimedCardChange> {
  return {
    topic: CARD_CHANGES_TOPIC,
    concurrency: 3,
    claim: async (limit) => {
      const claimed = await sql<ClaimedCardChange>`
        update card_changes set lease_token = gen_random_uuid(), lease_until = now() + ${LEASE_MS} * interval '1 ms'
        where id in (
          select id from card_changes
          where state in ('started', 'unknown') and settle_due_at <= now() and (lease_until is null or lease_until < now())
          order by settle_due_at limit ${limit} for update skip locked)
        returning id, customer_id, gateway, settle_attempts, lease_token,
          (extract(epoch from now() - sent_at) * 1000)::float8 as sent_ms_ago`.execute(context.db)
      return claimed.rows
    },
    perform: async (change) => {
      const step = await lookUpCardChange(context, change)
      if (step.state === 'unknown') await lookLater(context, change, step)
      else await finishCardChange(context, change, step)
    },
  }
}

/** Asks the gateway once what became of a card. */
export async function lookUpCardChange(context: ContractsContext, change: OpenCardChange): Promise<SetupStep> {
  const gateway = await currentGateway(context.db, context)
  if (gateway?.name !== change.gateway)
    return { state: 'unknown', actionUrl: null, reason: '決済会社の設定が変わったため、確認できません' }
  return afterSaveFinding(await gateway.findSaved(change.id), change.sentMsAgo)
}

async function lookLater(
  { db }: ContractsContext,
  { id, leaseToken, settleAttempts }: ClaimedCardChange,
  { actionUrl }: Extract<SetupStep, { state: 'unknown' }>,
): Promise<void> {
  const looks = settleAttempts + 1
  await sql`update card_changes set state = 'unknown', action_url = ${actionUrl}, settle_attempts = ${looks},
      settle_due_at = now() + ${nextLookInMs(looks)} * interval '1 ms', lease_token = null, lease_until = null
    where id = ${id} and lease_token = ${leaseToken} and state in ('started', 'unknown')`.execute(db)
}

/**
 * Writes what became of a card: saved, it is every contract's from now on, and what is owed is begun to be charged in the
 * same transaction; then the charges are made. A term whose charge is under way with the old card waits for that answer.
 */
export async function finishCardChange(
  context: ContractsContext,
  change: Pick<OpenCardChange, 'id' | 'customerId' | 'gateway'>,
  step: Exclude<SetupStep, { state: 'unknown' }>,
): Promise<void> {
  const gateway = await currentGateway(context.db, context)
  const begun = await transact(context.db, context.doorbell, async (tx): Promise<BegunCharge[]> => {
    const contracts = await lockCardContractsOf(tx, change.customerId)
    if (!(await noteSettled(tx, change.id, step, context.clock.now())) || step.state === 'declined') return []
    const card = sealed(context, change.gateway, step.saved)
    await giveCard(tx, contracts, card)
    const owing = contracts.filter((contract) => openTerm(contract).kind === 'open')
    return gateway === null ? [] : beginWith(tx, context, gateway, owing, card, change.customerId)
  })
  await Promise.all(begun.map((charge) => makeCharge(context, charge)))
}

function beginWith(
  tx: Tx,
  context: ContractsContext,
  gateway: CardGateway,
  owing: readonly StoredContract[],
  savedCard: SavedCard,
  customerId: string,
): Promise<BegunCharge[]> {
  const withCard = owing.map((contract) => ({ ...contract, savedCard }))
  return beginCharges(tx, context, gateway, withCard, { by: { kind: 'customer', id: customerId }, note: null })
}

function sealed({ secrets }: ContractsContext, gateway: string, { card, reference }: SavedAtGateway): SavedCard {
  return { ...card, gateway, sealedReference: secrets.seal(reference) }
}

async function giveCard(tx: Tx, contracts: readonly StoredContract[], card: SavedCard): Promise<void> {
  if (contracts.length === 0) return
  await tx
    .updateTable('contracts')
    .set({ savedCard: JSON.stringify(card), cardExpiryTold: null })
    .where(
      'id',
      'in',
      contracts.map(({ id }) => id),
    )
    .execute()
}

/** False when it was settled already. */
async function noteSettled(
  tx: Tx,
  id: string,
  step: Exclude<SetupStep, { state: 'unknown' }>,
  now: Date,
): Promise<boolean> {
  const failure =
    step.state === 'declined' ? { declineCode: step.failure.code, declineMessage: step.failure.message } : {}
  const next: CardChangeState = step.state
  const changed = await tx
    .updateTable('cardChanges')
    .set({
      ...{ state: next, ...failure, actionUrl: null, settleDueAt: null },
      ...{ leaseToken: null, leaseUntil: null, settledAt: now },
    })
    .where('id', '=', id)
    .where('state', 'in', statesBefore(cardChangeTransitions, next))
    .executeTakeFirst()
  return changed.numUpdatedRows > 0n
}
