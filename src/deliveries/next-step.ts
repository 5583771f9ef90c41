import type { DeliveryPolicy, Outcome } from '../integrations/connector.ts'
import type { ClaimedPost } from './post.ts'

export type FinalState = 'delivered' | 'refused' | 'rate_limited' | 'unknown' | 'cancelled'

/** What becomes of a post after a call. */
export type NextStep =
  | { state: FinalState; reason: string | null }
  /** `hold`: the wait does not count against the post's time. */
  | { state: 'waiting'; dueInMs: number; hold: boolean; reason: string }
  | { state: 'unsettled'; dueInMs: number; reason: string }

/** The facts the decision needs: `attempts` includes the call that just ended. */
export type TriedPost = Pick<ClaimedPost, 'attempts' | 'givesUpInMs'>

const HELD_MS = 60_000

/**
 * Decides what follows an outcome. Pure. `failing`: the connection has been down for long, so a post is tried once and
 * given up at once; otherwise one dead service would hold back the news of a whole room for half a minute each.
 */
export function nextStep(policy: DeliveryPolicy, post: TriedPost, outcome: Outcome, failing: boolean): NextStep {
  switch (outcome.kind) {
    case 'delivered':
      return { state: 'delivered', reason: outcome.note ?? null }
    case 'refused':
    case 'cancelled':
      return { state: outcome.kind, reason: outcome.reason }
    case 'rate_limited':
      if (outcome.retryAfterMs === undefined || outcome.retryAfterMs >= post.givesUpInMs)
        return { state: 'rate_limited', reason: outcome.reason }
      return { state: 'waiting', dueInMs: outcome.retryAfterMs, hold: false, reason: outcome.reason }
    case 'retry':
      if (outcome.hold) return { state: 'waiting', dueInMs: HELD_MS, hold: true, reason: outcome.reason }
      return retry(policy, post, outcome.reason, failing)
    case 'unknown':
      if (policy.onUnknown.kind === 'settle')
        return { state: 'unsettled', dueInMs: policy.onUnknown.afterMs[0] ?? 0, reason: outcome.reason }
      if (policy.onUnknown.kind === 'resend') return retry(policy, post, outcome.reason, false, outcome.afterMs)
      return { state: 'unknown', reason: outcome.reason }
  }
}

function retry(policy: DeliveryPolicy, post: TriedPost, reason: string, failing: boolean, afterMs?: number): NextStep {
  const delays = policy.retryDelaysMs
  const delay = afterMs ?? delays[Math.min(post.attempts, delays.length) - 1] ?? 0
  const onlyOnce = failing && policy.whilePaused === 'refuse'
  if (onlyOnce || post.attempts >= policy.maxTries || delay >= post.givesUpInMs)
    return { state: 'refused', reason: `${reason}(${post.attempts}回試みました)` }
  return { state: 'waiting', dueInMs: delay, hold: false, reason }
}

/** After looking `looks` times without finding it: when to look again, or null when it is final. */
export function nextLookInMs(policy: DeliveryPolicy, looks: number): number | null {
  if (policy.onUnknown.kind !== 'settle') return null
  const [before, next] = [policy.onUnknown.afterMs[looks - 1] ?? 0, policy.onUnknown.afterMs[looks]]
  return next === undefined ? null : Math.max(0, next - before)
}
