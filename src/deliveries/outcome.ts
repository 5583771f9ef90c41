import { sql } from 'kysely'
import type { Answer, Call, Connector, DeliveryPolicy, Outcome } from '../integrations/connector.ts'
import { HOT, type Tx, transact } from '../platform/database.ts'
import { type Attention, noteAttention } from '../staff/index.ts'
import type { DeliveriesContext } from './context.ts'
import { mailAdministrators } from './fallback.ts'
import { type FinalState, type NextStep, nextLookInMs, nextStep } from './next-step.ts'
import type { ClaimedPost } from './post.ts'
import { postsTopic } from './topics.ts'

/** Characters of the remote's answer that an attempt keeps. */
const LONGEST_ANSWER = 4_000
/** This long after the first try nobody looks again: the room waits. */
const LONGEST_SETTLING_MS = 60_000
/** Added to the pace, because the remote's clock and ours do not tick alike. */
const PACE_MARGIN_MS = 50

/** What ended: the attempt row to complete, or null when the call was never started. */
export interface Ended {
  attemptId: number | null
  /** Tries including this one. */
  attempts: number
  outcome: Outcome
}

/**
 * Writes what became of a claimed post, under the same token as the claim: posts, deliveries, the attempt, the lane's
 * pace, and whatever follows a final failure, in one transaction. Nothing is written when the lease went to somebody else.
 */
export async function recordOutcome(
  context: DeliveriesContext,
  connector: Connector,
  post: ClaimedPost,
  call: Call,
  ended: Ended,
  failing: boolean,
): Promise<void> {
  const step = nextStep(
    connector.policy,
    { attempts: ended.attempts, givesUpInMs: post.givesUpInMs },
    ended.outcome,
    failing,
  )
  const called = ended.attemptId !== null
  if (ended.attemptId !== null && ended.outcome.kind === 'delivered')
    return recordDelivered(context, connector, post, ended.attemptId, ended.outcome)
  await transact(context.db, context.doorbell, async (tx) => {
    if (ended.attemptId !== null)
      await completeAttempt(tx, ended.attemptId, ended.outcome.kind, reasonOf(ended.outcome), ended.outcome.answer)
    if (!(await applyStep(tx, post, step, ended.outcome, ended.outcome.failure ?? null))) return
    if (called && post.lane !== null) await notePace(tx, connector, post.lane)
    if (isFinal(step)) await finish(context, tx, connector, post, call, step.state, step.reason)
    if (ended.outcome.kind === 'refused' && ended.outcome.attention)
      await noteAttention(tx, `connection.${connector.name}`, [ended.outcome.attention], ended.outcome.reason)
  })
}

/** Writes the result of looking for an unknown post. */
export async function recordSettlement(
  context: DeliveriesContext,
  connector: Connector,
  post: ClaimedPost,
  call: Call,
  found: { remoteId: string } | null,
  attempt: { id: number; reason: string; answer: Answer | undefined; sentMsAgo: number },
): Promise<void> {
  const wait = found ? null : nextLookInMs(connector.policy, post.settleAttempts + 1)
  const again = wait === null || attempt.sentMsAgo + wait > LONGEST_SETTLING_MS ? null : wait
  const step: NextStep = found
    ? { state: 'delivered', reason: '結果が不明でしたが、届いていることを確認しました' }
    : again === null
      ? { state: 'unknown', reason: '送信の結果が分かりません(届いている可能性があります)' }
      : { state: 'unsettled', dueInMs: again, reason: attempt.reason }
  await transact(context.db, context.doorbell, async (tx) => {
    await completeAttempt(tx, attempt.id, found ? 'delivered' : 'unknown', attempt.reason, attempt.answer)
    await tx
      .updateTable('posts')
      .set((eb) => ({ settleAttempts: eb('settleAttempts', '+', 1) }))
      .where('id', '=', post.id)
      .where('leaseToken', '=', post.leaseToken)
      .execute()
    const outcome: Outcome = found
      ? { kind: 'delivered', remoteId: found.remoteId }
      : { kind: 'unknown', reason: attempt.reason }
    if (!(await applyStep(tx, post, step, outcome, found ? null : post.failure))) return
    if (isFinal(step)) await finish(context, tx, connector, post, call, step.state, step.reason)
  })
}

function isFinal(step: NextStep): step is Extract<NextStep, { state: FinalState }> {
  return step.state !== 'waiting' && step.state !== 'unsettled'
}

function reasonOf(outcome: Outcome): string | null {
  return outcome.kind === 'delivered' ? (outcome.note ?? null) : outcome.reason
}

async function completeAttempt(
  tx: Tx,
  id: number,
  outcome: string,
  reason: string | null,
  answer?: Answer,
): Promise<void> {
  await sql`update attempts set finished_at = now(), outcome = ${outcome}, reason = ${reason},
    status = ${answer?.status ?? null}, answer = ${answer?.text.slice(0, LONGEST_ANSWER) ?? null} where id = ${id}`.execute(
    tx,
  )
}

/** False when the post is not ours any more. */
async function applyStep(
  tx: Tx,
  post: ClaimedPost,
  step: NextStep,
  outcome: Outcome,
  failure: string | null,
): Promise<boolean> {
  const mine = sql`id = ${post.id} and lease_token = ${post.leaseToken} and state in ('waiting', 'sending', 'unsettled')`
  const waiting = step.state === 'waiting' || step.state === 'unsettled'
  const remoteId = outcome.kind === 'delivered' ? (outcome.remoteId ?? null) : null
  const remoteUrl = outcome.kind === 'delivered' ? (outcome.remoteUrl ?? null) : null
  // Who signs in is part of a request: what surely had no effect is made anew by the settings that mend the connection.
  const madeAnew = outcome.kind === 'retry' && outcome.connection === 'paused' && !post.unsure
  const result = waiting
    ? await sql`update posts set state = ${step.state}, reason = ${step.reason}, failure = ${failure}, lease_token = null, lease_until = null,
        due_at = now() + ${step.dueInMs} * interval '1 ms',
        request = case when ${madeAnew} then null else request end,
        give_up_at = give_up_at + ${step.state === 'waiting' && step.hold ? step.dueInMs : 0} * interval '1 ms'
        where ${mine}`.execute(tx)
    : await sql`update posts set state = ${step.state}, reason = ${step.reason}, failure = ${failure}, lease_token = null, lease_until = null,
        finished_at = now(), remote_id = ${remoteId}, remote_url = ${remoteUrl} where ${mine}`.execute(tx)
  return (result.numAffectedRows ?? 0n) > 0n
}

/**
 * Notes that a call of this lane ended. Counting ends and not starts makes the pace safe: a call reached the remote before
 * it ended, so the remote's own window can only be emptier than ours.
 */
async function notePace(tx: Tx, connector: Connector, lane: string): Promise<void> {
  const { pace } = connector.policy
  if (pace)
    await sql`update lanes set ${pacing(pace)} where connector = ${connector.name} and lane = ${lane}`.execute(tx)
}

function pacing({ calls, perMs }: NonNullable<DeliveryPolicy['pace']>) {
  const recent = sql`(array_append(recent, clock_timestamp()))[greatest(1, cardinality(recent) + 2 - ${calls}::int):]`
  const oldest = sql`(array_append(recent, clock_timestamp()))[greatest(1, cardinality(recent) + 2 - ${calls}::int)]`
  return sql`recent = ${recent},
    free_at = case when cardinality(recent) + 1 < ${calls}::int then '-infinity' else ${oldest} + ${perMs + PACE_MARGIN_MS} * interval '1 ms' end`
}

/** What nearly every post comes to, as one statement: the same writes as below, without four round trips. */
async function recordDelivered(
  context: DeliveriesContext,
  connector: Connector,
  post: ClaimedPost,
  attemptId: number,
  outcome: Extract<Outcome, { kind: 'delivered' }>,
): Promise<void> {
  const { pace } = connector.policy
  const paced =
    pace && post.lane !== null
      ? sql`, paced as (update lanes set ${pacing(pace)} where connector = ${connector.name} and lane = ${post.lane} and exists (select 1 from done))`
      : sql``
  // What changed while a registration was on its way has to be put right at the list that it came to.
  const listed =
    connector.policy.onGivenUp === 'manual_registration'
      ? sql`, listed as (insert into list_changes select e.customer_id from told join events e on e.id = told.event_id where e.customer_id is not null)`
      : sql``
  const note = outcome.note ?? null
  await sql`${HOT}
    with done as (
      update posts set state = 'delivered', reason = ${note}, failure = null, lease_token = null, lease_until = null, finished_at = now(),
        remote_id = ${outcome.remoteId ?? null}, remote_url = ${outcome.remoteUrl ?? null}
      where id = ${post.id} and lease_token = ${post.leaseToken} and state = 'sending' returning id
    ),
    told as (
      update deliveries set state = 'delivered', reason = ${note}, finished_at = now()
      from done where post_id = done.id and deliveries.state = 'waiting' returning event_id
    ),
    tried as (
      update attempts set finished_at = now(), outcome = 'delivered', reason = ${note},
        status = ${outcome.answer?.status ?? null}, answer = ${outcome.answer?.text.slice(0, LONGEST_ANSWER) ?? null}
      where id = ${attemptId}
    )${paced}${listed}
    select 1`.execute(context.db)
  if (post.lane !== null) context.doorbell.ring(postsTopic(connector.name))
}

/** Ends the deliveries of a post, and sees to it that a person is told when it did not arrive. */
async function finish(
  context: DeliveriesContext,
  tx: Tx,
  connector: Connector,
  post: ClaimedPost,
  call: Call,
  state: FinalState,
  reason: string | null,
): Promise<void> {
  const ended = await sql<{ id: number; eventId: number }>`
    update deliveries set state = ${state}, reason = ${reason}, finished_at = now()
    where post_id = ${post.id} and state = 'waiting' returning id, event_id`.execute(tx)
  // The next post of the lane may be waiting for this one.
  if (post.lane !== null) tx.wakes.add(postsTopic(connector.name))
  if (state === 'delivered') return
  await afterGivingUp(context, tx, connector, call, ended.rows, reason ?? '')
}

/** What follows a delivery that finally did not arrive, by the connector's policy. */
export async function afterGivingUp(
  context: DeliveriesContext,
  tx: Tx,
  connector: Connector,
  call: Call,
  deliveries: { id: number; eventId: number }[],
  reason: string,
): Promise<void> {
  switch (connector.policy.onGivenUp) {
    case 'mail_administrators':
      await mailAdministrators(
        context,
        tx,
        deliveries.map((delivery) => delivery.eventId),
        reason,
      )
      return
    case 'attention':
      await noteAttention(
        tx,
        `delivery.${connector.name}`,
        deliveries.map(({ id }) => connector.attentionOf?.(call) ?? unsent(connector, id)),
        reason,
      )
      return
    case 'manual_registration': {
      const entry = connector.byHand?.(call)
      if (!entry) return
      await tx
        .insertInto('manualRegistrations')
        .values(deliveries.map((delivery) => ({ deliveryId: delivery.id, ...entry, reason })))
        .onConflict((conflict) => conflict.doNothing())
        .execute()
    }
  }
}

function unsent({ label }: Connector, deliveryId: number): Attention {
  return { subject: String(deliveryId), title: `${label}に送れませんでした` }
}
