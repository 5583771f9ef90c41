import { joinPostgres } from './join.ts'
import { type OwnOptions, ownFor } from './own.ts'
import type { PostgresRefusal } from './refusals.ts'

export type BorrowedPostgres = {
  readonly refused: false
  readonly url: string
  /** Ends the server when it was started for this errand; leaves a living owner's alone. Idempotent. */
  stop(): Promise<void>
}

/** Owners may come and go between the two looks, but not for longer than this. */
const PATIENCE_MS = 60_000

/**
 * A PostgreSQL for a short command (migrate, doctor, api-key): the living owner's, else our own until `stop`. Waits
 * while another short command has it.
 */
export const borrowPostgres = async (options: OwnOptions): Promise<BorrowedPostgres | PostgresRefusal> => {
  const until = performance.now() + PATIENCE_MS
  for (;;) {
    const own = await ownFor('errand', options)
    if (!own.refused || own.code !== 'data_dir_in_use') return own
    const joined = await joinPostgres(options)
    if (!joined.refused) return { refused: false, url: joined.url, stop: async () => undefined }
    if (joined.code !== 'no_owner' || performance.now() > until) return joined
  }
}
