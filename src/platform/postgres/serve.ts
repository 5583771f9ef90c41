import { createHash, randomInt } from 'node:crypto'
import type { Cluster } from './cluster.ts'
import { type Purpose, writeConnection } from './connection-file.ts'
import { databaseUrl, ensureDatabase } from './database.ts'
import type { Home } from './home.ts'
import { keepRunning } from './keeper.ts'
import { endLeftOvers } from './left-overs.ts'
import type { PostgresLog, Progress } from './log.ts'
import { type Postmaster, type PostmasterSettings, startPostmaster } from './postmaster.ts'
import type { Programs } from './programs.ts'
import type { Watchdog } from './watchdog.ts'

/** All that an owner has when its server may start. */
export type Readied = {
  readonly home: Home
  readonly purpose: Purpose
  readonly programs: Programs
  readonly cluster: Cluster
  readonly watchdog: Watchdog
  readonly log: PostgresLog
  readonly progress: Progress
}

export type Served = {
  readonly url: string
  readonly port: number
  postmasterPid(): number
  stop(): Promise<void>
}

/** A start that takes longer waits for left-overs to end or replays the log after a crash: time for a word. */
const SLOW_START_MS = 3_000

/**
 * 20000–32767 lies below the ports Linux hands out to outgoing connections (32768 up), so that none of those sits on
 * ours when the server comes back. The first candidate is always the same for a cluster.
 */
const candidatePorts = (clusterName: string): number[] => {
  const first = 20_000 + (createHash('sha256').update(clusterName).digest().readUInt32BE() % 12_768)
  return [first, ...Array.from({ length: 20 }, () => randomInt(20_000, 32_768))]
}

type WithoutPort = Omit<PostmasterSettings, 'port'>

const firstStart = async (
  settings: WithoutPort,
  readied: Readied,
  clear: () => Promise<void>,
): Promise<{ first: Postmaster; port: number }> => {
  const slow = setTimeout(() => readied.progress('データベースを起動しています。'), SLOW_START_MS)
  let complaint = ''
  try {
    await clear()
    for (const port of candidatePorts(settings.cluster.name)) {
      const first = await startPostmaster({ ...settings, port })
      readied.watchdog.guard(first.pid)
      const readiness = await first.readiness
      if (readiness === 'ready') return { first, port }
      complaint = first.lastWords()
      if (readiness === 'failed') break
    }
  } finally {
    clearTimeout(slow)
  }
  throw new Error(`PostgreSQL did not start: ${complaint}`)
}

/** Runs the cluster until `stop`, restarting it when it dies. Throws when it cannot be started. */
export const serve = async (readied: Readied): Promise<Served> => {
  const { home, purpose, programs, cluster, watchdog, log } = readied
  const { folder, name, credentials } = cluster
  const settings = { programs, cluster, account: home.account, log }
  const clear = () => endLeftOvers(folder, name, log)
  const { first, port } = await firstStart(settings, readied, clear)
  const url = databaseUrl(port, credentials)
  const announce = ({ pid }: Postmaster) => {
    const connection = { state: 'ready', ownerPid: process.pid, purpose, url, port, postmasterPid: pid } as const
    return writeConnection(home.folder, connection, home.account)
  }
  const startAgain = () => startPostmaster({ ...settings, port })
  const keeper = keepRunning({ first, startAgain, clear, restarted: announce, watchdog, log })
  try {
    await ensureDatabase(port, credentials)
    await announce(first)
  } catch (error) {
    await keeper.stop()
    throw error
  }
  return { url, port, ...keeper }
}
