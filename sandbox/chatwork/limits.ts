import { z } from 'zod'

/** What `PUT /sandbox/api/chatwork/limits` takes; each field alone may be left out. */
export const limitsRequest = z.strictObject({
  /** Calls per window of one account. */
  limit: z.int().positive().optional(),
  windowSeconds: z.number().positive().max(3_600).optional(),
  /** Posts per window in one room. */
  roomLimit: z.int().positive().optional(),
  roomWindowSeconds: z.number().positive().max(3_600).optional(),
  /** Opens a window now in which only so many calls are left. */
  remaining: z.int().nonnegative().optional(),
  /** Whose window `remaining` opens; without it, those of all accounts with a token. */
  accountId: z.int().optional(),
})

export type Limits = {
  limit: number
  windowSeconds: number
  roomLimit: number
  roomWindowSeconds: number
  windows: Map<number, { startedAt: number; used: number }>
  /** Times (ms) of the posts each room took in its last window. */
  posts: Map<number, number[]>
}

export type Budget = { allowed: boolean; limit: number; remaining: number; resetAt: number }

/** The documented numbers: 300 calls in 5 minutes for an account, 10 posts in 10 seconds for a room. */
export function createLimits(): Limits {
  return {
    limit: 300,
    windowSeconds: 300,
    roomLimit: 10,
    roomWindowSeconds: 10,
    windows: new Map(),
    posts: new Map(),
  }
}

export function changeLimits(limits: Limits, wanted: z.output<typeof limitsRequest>, tokenHolders: number[]): void {
  limits.limit = wanted.limit ?? limits.limit
  limits.windowSeconds = wanted.windowSeconds ?? limits.windowSeconds
  limits.roomLimit = wanted.roomLimit ?? limits.roomLimit
  limits.roomWindowSeconds = wanted.roomWindowSeconds ?? limits.roomWindowSeconds
  if (wanted.remaining === undefined) return
  const used = Math.max(0, limits.limit - wanted.remaining)
  const whose = wanted.accountId === undefined ? tokenHolders : [wanted.accountId]
  for (const accountId of whose) limits.windows.set(accountId, { startedAt: Date.now(), used })
}

/** The account's window as it stands, without taking a call. `resetAt` is in unix seconds. */
export function budgetOf(limits: Limits, accountId: number, now: number): Budget {
  const window = openWindow(limits, accountId, now)
  const startedAt = window?.startedAt ?? now
  const remaining = Math.max(0, limits.limit - (window?.used ?? 0))
  // Rounded up: a caller that waits until `resetAt` must find a fresh window.
  const resetAt = Math.ceil((startedAt + limits.windowSeconds * 1000) / 1000)
  return { allowed: remaining > 0, limit: limits.limit, remaining, resetAt }
}

/** Takes one call from the account's fixed window, which starts with its first call. */
export function takeCall(limits: Limits, accountId: number, now: number): Budget {
  const before = budgetOf(limits, accountId, now)
  if (!before.allowed) return before
  const window = openWindow(limits, accountId, now) ?? { startedAt: now, used: 0 }
  window.used += 1
  limits.windows.set(accountId, window)
  return { ...before, remaining: before.remaining - 1 }
}

/** Takes one post of the room's sliding window; false when the room has had too many. */
export function takePost(limits: Limits, roomId: number, now: number): boolean {
  const since = now - limits.roomWindowSeconds * 1000
  const recent = (limits.posts.get(roomId) ?? []).filter((at) => at > since)
  const allowed = recent.length < limits.roomLimit
  if (allowed) recent.push(now)
  limits.posts.set(roomId, recent)
  return allowed
}

function openWindow(limits: Limits, accountId: number, now: number) {
  const window = limits.windows.get(accountId)
  return window && now < window.startedAt + limits.windowSeconds * 1000 ? window : undefined
}
