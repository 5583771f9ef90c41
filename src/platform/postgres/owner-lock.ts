import { DatabaseSync } from 'node:sqlite'

/**
 * The lock that makes one owner of a data directory: an exclusive transaction held open on an empty SQLite file, which
 * is a POSIX record lock. The kernel frees it when the process dies, however it dies, and it holds between containers
 * that share the folder on one kernel. Children do not inherit it.
 *
 * A process loses its POSIX locks when it closes any descriptor of the file (https://www.sqlite.org/howtocorrupt.html,
 * 2.2), so nothing in this program may open the lock file other than through this module.
 */
export type OwnerLock = { release(): void }

const SQLITE_BUSY = 5

const isBusy = (error: unknown): boolean =>
  error instanceof Error &&
  'errcode' in error &&
  typeof error.errcode === 'number' &&
  (error.errcode & 255) === SQLITE_BUSY

/** Takes the lock without waiting; `undefined` when another process, or another owner in this one, has it. */
export const takeLock = (file: string): OwnerLock | undefined => {
  const lock = new DatabaseSync(file, { timeout: 0 })
  try {
    // In memory, or an owner that was killed leaves a journal that a later read-only look cannot roll back.
    lock.exec('PRAGMA journal_mode = MEMORY')
    lock.exec('BEGIN EXCLUSIVE')
  } catch (error) {
    lock.close()
    if (isBusy(error)) return undefined
    throw new Error(`cannot lock ${file}`, { cause: error })
  }
  return { release: () => lock.close() }
}

/**
 * Whether an owner lives. `file` must exist. Looks with a shared lock of some microseconds, for which an owner that
 * takes the lock tries again.
 */
export const lockIsHeld = (file: string): boolean => {
  const look = new DatabaseSync(file, { readOnly: true, timeout: 0 })
  try {
    look.exec('SELECT 1 FROM sqlite_master')
    return false
  } catch (error) {
    if (isBusy(error)) return true
    throw new Error(`cannot look at the lock ${file}`, { cause: error })
  } finally {
    look.close()
  }
}
