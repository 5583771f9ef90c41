/** Milliseconds on a clock that all processes of this machine share, with a resolution far below one millisecond. */
export function machineNowMs(): number {
  return performance.timeOrigin + performance.now()
}

export interface Spread {
  p50: number
  p95: number
  p99: number
  max: number
}

/** The middle and the slow end of at least one value (nearest rank: the p99 of 1,000 values is the 990th). */
export function spreadOf(values: readonly number[]): Spread {
  const sorted = [...values].sort((a, b) => a - b)
  const rank = (share: number) => sorted[Math.max(0, Math.ceil(sorted.length * share) - 1)] ?? Number.NaN
  return { p50: rank(0.5), p95: rank(0.95), p99: rank(0.99), max: rank(1) }
}

export function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms))
}

/**
 * Asks again every `everyMs` until `read` gives something else than null, for at most `seconds`.
 * Throws `what` when that time is up: a figure of something that did not end would be no figure.
 */
export async function until<T>(
  what: string,
  seconds: number,
  everyMs: number,
  read: () => Promise<T | null>,
): Promise<T> {
  const end = performance.now() + seconds * 1_000
  for (;;) {
    const value = await read()
    if (value !== null) return value
    if (performance.now() > end) throw new Error(`${what}: not within ${seconds} s`)
    await pause(everyMs)
  }
}

/** Calls `work` `count` times, `perSecond` a second, whether or not earlier calls have ended; waits for all of them. */
export async function atRate(
  perSecond: number,
  count: number,
  work: (index: number) => Promise<unknown>,
): Promise<void> {
  const began = performance.now()
  const running: Promise<unknown>[] = []
  for (let index = 0; index < count; index++) {
    const wait = began + (index * 1_000) / perSecond - performance.now()
    if (wait > 0) await pause(wait)
    running.push(work(index))
  }
  await Promise.all(running)
}
