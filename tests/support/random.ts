/** Numbers that look drawn but are the same for the same seed, so that a failure can be played again. */
export interface Random {
  /** Evenly from 0 (inclusive) to `end` (exclusive), whole. */
  below(end: number): number
  /** Whether something that happens this often (0 to 1) happens now. */
  chance(share: number): boolean
}

/** mulberry32: https://gist.github.com/tommyettinger/46a874533244883189143505d203312c */
export function randomFrom(seed: number): Random {
  let state = seed >>> 0
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
  return { below: (end) => Math.floor(next() * end), chance: (share) => next() < share }
}
