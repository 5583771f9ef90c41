import type { Call, Connector, Outcome, Settlement, ShopFacts, Tools } from '../integrations/connector.ts'
import type { Briefing, Briefings } from './briefing.ts'
import { correctBudget, exhaustBudget, returnCall, takeCall } from './budget.ts'
import { noteFailure, noteStillFailing, noteSuccess } from './connection.ts'
import type { DeliveriesContext } from './context.ts'
import { recordOutcome, recordSettlement } from './outcome.ts'
import { type ClaimedPost, putOffPosts, startLook, startPost } from './post.ts'
import { storable } from './storable.ts'

type Settings = Record<string, unknown>

/** Works on one claimed post: sends it, looks for it, or judges it when whoever sent it never said how it ended. */
export async function performPost(
  context: DeliveriesContext,
  briefings: Briefings,
  connector: Connector,
  post: ClaimedPost,
): Promise<void> {
  const briefing = await briefings.get(connector)
  const call = callOf(post)
  if (post.state === 'unsettled') return settle(context, connector, post, call, briefing)
  const { settings, connection, shop } = briefing
  const failing = (connection.outage?.forMs ?? 0) > OUTAGE_MS
  const end = (outcome: Outcome, attemptId: number | null = null, attempts = post.attempts) =>
    recordOutcome(context, connector, post, call, { attemptId, attempts, outcome }, failing)

  if (post.state === 'sending')
    return end(
      { kind: 'unknown', reason: '送信の途中でプログラムが終了したため、結果が分かりません', failure: 'interrupted' },
      await openAttempt(context, post),
    )
  const barred = reasonNotToStart(connector, post, briefing) ?? blocked(briefing)
  if (barred) return end(barred)

  const request = post.request ?? connector.render?.(call, settings, shop) ?? null
  const budgetKey = connector.budgetKey?.(settings) ?? null
  const started = await startPost(context.db, post, connector.policy, budgetKey, request)
  if (started.kind === 'lost') return
  if (started.kind === 'no_budget') {
    const spent = await spentBudget(context, connector, budgetKey, post)
    return spent === null ? undefined : end(spent)
  }
  const sent = { ...call, request, attempt: started.attempt }
  const outcome = await send(context, connector, sent, settings, shop)
  // Before the outcome lets the next post go: it must find the budget used up, or the connection paused.
  await noteBudget(context, connector, budgetKey, outcome)
  await noteHealth(context, connector, outcome, briefing)
  await end(outcome, started.attemptId, started.attempt)
}

/** An outage this long is no hiccup: news is tried once, and not at all right after another post of ours failed. */
const OUTAGE_MS = 60_000
const TRY_AGAIN_AFTER_MS = 10_000

/** Why a claimed post is not sent at all, or null. */
function reasonNotToStart(connector: Connector, post: ClaimedPost, { settings, connection }: Briefing): Outcome | null {
  const { policy, label } = connector
  const { outage } = connection
  const reason = connection.reason ?? ''
  if (!connector.isEnabled(settings)) return { kind: 'cancelled', reason: '無効化のため中止' }
  if (connection.state === 'paused') {
    const stopped = { reason: `${label}連携が停止しているため(${reason})`, failure: 'paused' }
    return policy.whilePaused === 'wait' ? { kind: 'retry', hold: true, ...stopped } : { kind: 'refused', ...stopped }
  }
  const down = outage !== null && outage.forMs > OUTAGE_MS && outage.lastFailureMsAgo < TRY_AGAIN_AFTER_MS
  if (policy.whilePaused === 'refuse' && (down || (outage !== null && post.givesUpInMs <= 0)))
    return { kind: 'refused', reason, failure: connection.lastFailure ?? 'paused' }
  if (post.givesUpInMs > 0) return null
  if (policy.pace) return { kind: 'rate_limited', reason: TOO_LATE, failure: 'limit' }
  return { kind: 'refused', reason: post.reason ?? '期限までに送れませんでした', failure: post.failure ?? 'paused' }
}

/** Not the post's fault, and not a try: it waits until the shop has set what is missing. */
function blocked({ blockedBy }: Briefing): Outcome | null {
  return blockedBy === null ? null : { kind: 'retry', hold: true, reason: blockedBy, failure: 'blocked' }
}

const TOO_LATE = 'APIの利用制限のため(このルームへの通知が混み合い、5分以内に送れませんでした)'

const NEXT_WINDOW = 'APIの利用制限のため、次に送信できるまで待っています'

/** The account's calls are used up: final, as the connector's policy says, or null when the post waits with all others. */
async function spentBudget(
  context: DeliveriesContext,
  { name, policy }: Connector,
  key: string | null,
  post: ClaimedPost,
): Promise<Outcome | null> {
  const { budget } = policy
  if (!budget || key === null) throw new Error(`${name} has no budget to spend`)
  if (budget.whenSpent === 'wait') {
    await putOffPosts(context.db, post, key, NEXT_WINDOW)
    return null
  }
  const reason = `APIの利用制限のため(${budget.perMs / 60_000}分間に${budget.calls}回まで)`
  return { kind: 'rate_limited', reason, failure: 'limit' }
}

/** The attempt of a call whose process died, so that its row can be completed. */
async function openAttempt(context: DeliveriesContext, post: ClaimedPost): Promise<number | null> {
  const row = await context.db
    .selectFrom('attempts')
    .select('id')
    .where('postId', '=', post.id)
    .where('finishedAt', 'is', null)
    .orderBy('id', 'desc')
    .executeTakeFirst()
  return row?.id ?? null
}

async function send(
  context: DeliveriesContext,
  connector: Connector,
  call: Call,
  settings: Settings,
  shop: ShopFacts,
): Promise<Outcome> {
  try {
    const outcome = await connector.send(call, settings, toolsOf(context, shop))
    return storable(connector, settings, outcome)
  } catch (error) {
    // A defect of the connector after the call may have gone out: the honest outcome is "unknown".
    context.log.error({ err: error, connector: connector.name }, 'send threw')
    return { kind: 'unknown', reason: '送信中に予期しない問題が起きました' }
  }
}

async function settle(
  context: DeliveriesContext,
  connector: Connector,
  post: ClaimedPost,
  call: Call,
  briefing: Briefing,
): Promise<void> {
  const { settings, shop } = briefing
  const claimedAt = performance.now()
  const look = await startLook(context.db, post, connector.policy)
  if (look === null) return
  const found = await lookFor(context, connector, call, settings, shop)
  const sentMsAgo = (post.sentMsAgo ?? 0) + performance.now() - claimedAt
  const attempt = { id: look.attemptId, reason: wordsFor(found), answer: found.answer, sentMsAgo }
  const known = found.kind === 'found' ? { remoteId: found.remoteId } : null
  // Before the outcome lets the room's next post go: it must find that the trouble lasts.
  if (known === null && post.failure !== 'interrupted') await noteStillFailing(context, connector, briefing)
  await recordSettlement(context, connector, post, call, known, attempt)
}

/** Looks once; a call of the account's budget, where there is one. */
async function lookFor(
  context: DeliveriesContext,
  connector: Connector,
  call: Call,
  settings: Settings,
  shop: ShopFacts,
): Promise<Settlement> {
  const { budget } = connector.policy
  const key = connector.budgetKey?.(settings)
  const counted = budget && key !== undefined ? { budget, key } : null
  if (counted && !(await takeCall(context.db, connector.name, counted.key, counted.budget)))
    return { kind: 'cannot_look', reason: '届いたかどうかを確認できません(APIの利用制限のため)' }
  const found = await connector.settle?.(call, settings, toolsOf(context, shop))
  if (!found) throw new Error(`${connector.name} cannot look for what it sent`)
  if (counted && found.kind === 'cannot_look' && found.unsent) await returnCall(context.db, counted.key, counted.budget)
  else if (counted) await correctBudget(context.db, connector.name, counted.key, counted.budget, found.budget ?? null)
  return storable(connector, settings, found)
}

function wordsFor(found: Settlement): string {
  if (found.kind === 'found') return '届いていることを確認しました'
  return found.kind === 'cannot_look' ? found.reason : 'まだ見つかりません'
}

async function noteBudget(
  context: DeliveriesContext,
  connector: Connector,
  key: string | null,
  outcome: Outcome,
): Promise<void> {
  const { budget } = connector.policy
  if (!budget || key === null) return
  if (outcome.kind === 'rate_limited' && outcome.exhausted)
    await exhaustBudget(context.db, key, budget, outcome.exhausted.resetsInMs)
  else if (outcome.kind === 'retry' && outcome.unsent) await returnCall(context.db, key, budget)
  else await correctBudget(context.db, connector.name, key, budget, outcome.budget ?? null)
}

async function noteHealth(
  context: DeliveriesContext,
  connector: Connector,
  outcome: Outcome,
  { connection, settingsVersion }: Briefing,
): Promise<void> {
  if (outcome.kind === 'delivered') {
    if (connection.state !== 'ok') await noteSuccess(context, connector)
  } else if ('connection' in outcome && outcome.connection) {
    await noteFailure(context, connector, outcome.connection, outcome, settingsVersion)
  }
}

function toolsOf(context: DeliveriesContext, shop: ShopFacts): Tools {
  return { http: context.http, mailer: context.mailer, shop }
}

function callOf(post: ClaimedPost): Call {
  const { reference, target, lane, events, cause, request, attempts, unsure } = post
  return { reference, target, lane, events, cause, request, attempt: attempts, unsure }
}
