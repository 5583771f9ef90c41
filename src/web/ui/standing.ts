import type { Context } from 'hono'

/**
 * What メンテナンスモード means for a request that is answered all the same: staff see through it; a visitor whose money is
 * under way may go on, but is led to no form.
 */
export type Standing = 'seen_through' | 'under_way'

const NAME = 'maintenance'

export function setStanding(c: Context, standing: Standing): void {
  c.set(NAME, standing)
}

/** Undefined when メンテナンスモード is off. */
export function standingOf(c: Context): Standing | undefined {
  return c.get(NAME)
}
