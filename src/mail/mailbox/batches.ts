import { bounds } from '../reports/bounds.ts'

/** Messages that are asked for in one command. */
export const MOST_MESSAGES = 200
/** Bytes that are asked for in one command: what comes in between two notes of up to where messages are stored. */
const MOST_BYTES = 4_000_000

/** The messages in their order, cut where one command would bring too much; a message of unknown size may be of any. */
export function batchesOf(uids: readonly number[], sizes: ReadonlyMap<number, number>): number[][] {
  const batches: number[][] = []
  let batch: number[] = []
  let bytes = 0
  for (const uid of uids) {
    const size = Math.min(sizes.get(uid) ?? bounds.message, bounds.message)
    if (batch.length === MOST_MESSAGES || (batch.length > 0 && bytes + size > MOST_BYTES)) {
      batches.push(batch)
      batch = []
      bytes = 0
    }
    batch.push(uid)
    bytes += size
  }
  if (batch.length > 0) batches.push(batch)
  return batches
}
