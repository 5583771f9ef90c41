/** Mail that is on its way back. */
export type Late = {
  /** How long after it was taken a letter comes back, in milliseconds. */
  delayMs: number
  waiting: Set<NodeJS.Timeout>
}

export const longestDelayMs = 600_000

export function createLate(): Late {
  return { delayMs: 0, waiting: new Set() }
}

/** What is on its way back is lost: the sandbox stops, or starts again. */
export function dropWaiting({ waiting }: Late): void {
  for (const timer of waiting) clearTimeout(timer)
  waiting.clear()
}
