import { resolve } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { give } from './account.ts'
import { settleCluster } from './cluster.ts'
import { type Purpose, readConnection, removeConnection, writeConnection } from './connection-file.ts'
import { type Home, lockIn, settleHome } from './home.ts'
import type { PostgresLog, Progress } from './log.ts'
import { type OwnerLock, takeLock } from './owner-lock.ts'
import { preparePrograms } from './programs.ts'
import { type PostgresRefusal, refuse } from './refusals.ts'
import { type Readied, type Served, serve } from './serve.ts'
import { startWatchdog } from './watchdog.ts'

export type OwnOptions = {
  /** The shop's data directory; the cluster lies in its `postgres/`, or where `postgres.location` says. */
  readonly dataDir: string
  /** The user chose the data directory by name: when it cannot serve, refuse instead of keeping the data elsewhere. */
  readonly explicitDataDir?: boolean
  readonly progress?: Progress
  readonly log: PostgresLog
  /** Where the data goes when root's data directory cannot be entered by an ordinary account. */
  readonly shelter?: string
}

export type OwnedPostgres = {
  readonly refused: false
  /** Stays the same for the whole life of the owner, through restarts of the server. Holds a password. */
  readonly url: string
  readonly port: number
  /** Where the cluster really lies. */
  readonly home: string
  postmasterPid(): number
  /** Fast shutdown, waits for the end, and frees the data directory. Idempotent. */
  stop(): Promise<void>
}

/** How long a start waits for a short command (migrate, api-key) to finish with the database. */
const ERRAND_PATIENCE_MS = 60_000
/** Others look at the lock for microseconds; being refused this often in a row is an owner. */
const TRIES = 10

const inUse = (dataDir: string, ownerPid: number | undefined): PostgresRefusal =>
  refuse(
    'data_dir_in_use',
    `データフォルダ ${dataDir} は、ほかのLuxliner${ownerPid === undefined ? '' : `(プロセス番号 ${ownerPid})`}が使用中です。` +
      'そちらを終了してから、もう一度実行してください。',
  )

const acquire = async (home: Home, dataDir: string, progress: Progress): Promise<OwnerLock | PostgresRefusal> => {
  const until = performance.now() + ERRAND_PATIENCE_MS
  let refusals = 0
  let told = false
  for (;;) {
    const lock = takeLock(lockIn(home.folder))
    if (lock) return lock
    const holder = await readConnection(home.folder)
    const errand = holder?.purpose === 'errand' && performance.now() < until
    if (errand && !told) {
      progress(`ほかのコマンド(プロセス番号 ${holder.ownerPid})がデータベースを使い終わるのを待っています。`)
      told = true
    }
    refusals = errand ? 0 : refusals + 1
    if (refusals >= TRIES) return inUse(dataDir, holder?.ownerPid)
    await delay(50)
  }
}

type Outset = Pick<Readied, 'home' | 'purpose' | 'watchdog' | 'log' | 'progress'>

const begin = async (outset: Outset): Promise<Served | PostgresRefusal> => {
  const { home, purpose, watchdog, progress } = outset
  await give(home.account, lockIn(home.folder))
  await writeConnection(home.folder, { state: 'starting', ownerPid: process.pid, purpose }, home.account)
  const programs = await preparePrograms(home)
  if (programs.refused) return programs
  const cluster = await settleCluster(home, programs, watchdog, progress)
  return cluster.refused ? cluster : serve({ ...outset, programs, cluster })
}

/** `ownPostgres` for either purpose; an errand is not offered to `web` and `worker`. */
export const ownFor = async (purpose: Purpose, options: OwnOptions): Promise<OwnedPostgres | PostgresRefusal> => {
  const { log, progress = () => undefined } = options
  const dataDir = resolve(options.dataDir)
  const home = await settleHome({
    dataDir,
    explicit: options.explicitDataDir ?? false,
    shelter: options.shelter ?? '/var/lib/luxliner',
  })
  if (home.refused) return home
  const lock = await acquire(home, dataDir, progress)
  if ('refused' in lock) return lock
  if (home.sheltered) progress(`データベースは ${home.folder} に保存されます。`)
  const watchdog = startWatchdog(home.account, log)
  const leave = async () => {
    try {
      await removeConnection(home.folder)
    } finally {
      watchdog.dismiss()
      lock.release()
    }
  }
  try {
    const served = await begin({ home, purpose, watchdog, log, progress })
    if ('refused' in served) {
      await leave()
      return served
    }
    let stopped: Promise<void> | undefined
    const stop = () => (stopped ??= served.stop().finally(leave))
    return { ...served, refused: false, home: home.folder, stop }
  } catch (error) {
    await leave()
    throw error
  }
}

/**
 * Becomes the one owner of the data directory and runs its PostgreSQL: for `start` and `demo`. Refuses with
 * `data_dir_in_use` when another owner lives; throws when the server cannot be made to run (a full disk, say).
 */
export const ownPostgres = (options: OwnOptions): Promise<OwnedPostgres | PostgresRefusal> => ownFor('serve', options)
