import type { Zendesk } from './desk.ts'

export type DeskBudget = { allowed: boolean; limit: number; remaining: number; resetSeconds: number }

const windowMilliseconds = 60_000

/** Takes one call of the account's minute. */
export function takeDeskCall(desk: Zendesk, now: number): DeskBudget {
  if (now >= desk.window.startedAt + windowMilliseconds) desk.window = { startedAt: now, used: 0 }
  const allowed = desk.window.used < desk.callsPerMinute
  if (allowed) desk.window.used += 1
  const remaining = Math.max(0, desk.callsPerMinute - desk.window.used)
  const resetSeconds = Math.max(1, Math.ceil((desk.window.startedAt + windowMilliseconds - now) / 1000))
  return { allowed, limit: desk.callsPerMinute, remaining, resetSeconds }
}

/** Both spellings that Zendesk documents; callers should heed only `Retry-After`. */
export function withDeskBudget(response: Response, budget: DeskBudget): Response {
  response.headers.set('x-rate-limit', String(budget.limit))
  response.headers.set('x-rate-limit-remaining', String(budget.remaining))
  response.headers.set('ratelimit-limit', String(budget.limit))
  response.headers.set('ratelimit-remaining', String(budget.remaining))
  response.headers.set('ratelimit-reset', String(budget.resetSeconds))
  return response
}
