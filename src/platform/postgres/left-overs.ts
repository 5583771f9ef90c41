import { readdir, readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import type { PostgresLog } from './log.ts'

type Step = { readonly signal: NodeJS.Signals | undefined; readonly waitMs: number }

/**
 * The living processes whose command line is wanted; it comes with a NUL after each argument. It is readable for
 * everybody (unlike /proc/…/cwd, which root in a container without CAP_SYS_PTRACE may not read), and empty for a dead
 * process that nobody has waited for.
 */
export const processesWith = async (wanted: (commandLine: string) => boolean): Promise<number[]> => {
  const pids = (await readdir('/proc')).filter((it) => /^\d+$/.test(it)).map(Number)
  const lines = await Promise.all(pids.map((pid) => readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '')))
  return pids.filter((pid, index) => pid !== process.pid && wanted(lines[index] ?? ''))
}

/** A server is known by its argument, its children by the title PostgreSQL gives them (from cluster_name too). */
const isPostmaster = (clusterName: string) => (line: string) => line.includes(`\0cluster_name=${clusterName}\0`)
const isOfCluster = (clusterName: string) => (line: string) =>
  isPostmaster(clusterName)(line) || line.startsWith(`postgres: ${clusterName}`)

const send = (pid: number, signal: NodeJS.Signals): void => {
  try {
    process.kill(pid, signal)
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'ESRCH')) throw error
  }
}

/**
 * Sends each step's signal (none: only waits) to what is still there, until nothing is. Throws when something outlives
 * all steps.
 */
export const endProcesses = async (look: () => Promise<number[]>, steps: readonly Step[]): Promise<void> => {
  for (const { signal, waitMs } of steps) {
    const until = performance.now() + waitMs
    const found = await look()
    if (found.length === 0) return
    if (signal) for (const pid of found) send(pid, signal)
    while (performance.now() < until) {
      if ((await look()).length === 0) return
      await delay(20)
    }
  }
  const rest = await look()
  if (rest.length > 0) throw new Error(`processes of PostgreSQL do not end: ${rest.join(', ')}`)
}

/**
 * Removes a postmaster.pid that is stale: its number may belong to any other process by now, at which PostgreSQL would
 * refuse to start. One that names a living server (of a folder that was moved while it ran) stays, and PostgreSQL
 * refuses.
 */
const removeStalePidFile = async (clusterFolder: string): Promise<void> => {
  const file = join(clusterFolder, 'postmaster.pid')
  const pid = (await readFile(file, 'utf8').catch(() => '')).split('\n', 1)[0]
  const line = await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '')
  if (!/postgres\0-D\0/.test(line)) await rm(file, { force: true })
}

/**
 * Ends every process of the cluster that an earlier owner or a killed postmaster left. Only for the holder of the
 * lock, while no postmaster of its own runs.
 */
export const endLeftOvers = async (clusterFolder: string, clusterName: string, log: PostgresLog): Promise<void> => {
  const found = await processesWith(isOfCluster(clusterName))
  if (found.length > 0) {
    log.warn(`ending left-over processes of PostgreSQL: ${found.join(', ')}`)
    await endProcesses(
      () => processesWith(isPostmaster(clusterName)),
      [
        { signal: 'SIGINT', waitMs: 30_000 },
        { signal: 'SIGQUIT', waitMs: 5_000 },
        { signal: 'SIGKILL', waitMs: 5_000 },
      ],
    )
    // Backends notice a dead postmaster by themselves, unless they are deep in a computation.
    await endProcesses(
      () => processesWith(isOfCluster(clusterName)),
      [
        { signal: undefined, waitMs: 1_000 },
        { signal: 'SIGQUIT', waitMs: 2_000 },
        { signal: 'SIGKILL', waitMs: 10_000 },
      ],
    )
  }
  await removeStalePidFile(clusterFolder)
}
