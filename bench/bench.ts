import type { Cleanup } from './cleanup.ts'
import type { BenchDatabase } from './database.ts'
import type { Receiver } from './receiver.ts'

/** What the parts work with. */
export interface Bench {
  cleanup: Cleanup
  /** Makes an empty, migrated database on the bench's own PostgreSQL, which starts when first asked for. */
  newDatabase(name: string): Promise<BenchDatabase>
  receiver: Receiver
  /** One line of progress on standard error. */
  say(text: string): void
}
