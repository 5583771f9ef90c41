import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import type { Account } from './account.ts'
import type { Cluster } from './cluster.ts'
import type { PostgresLog } from './log.ts'
import type { Programs } from './programs.ts'

/** How a start went: `port_taken` and `failed` mean that the process has ended or is about to. */
export type Readiness = 'ready' | 'port_taken' | 'failed'

/** One running `postgres`. */
export type Postmaster = {
  readonly pid: number
  readonly readiness: Promise<Readiness>
  readonly ended: Promise<void>
  /** What it said last, for the message of a failed start. */
  lastWords(): string
  /**
   * Fast shutdown; SIGQUIT after 30 s and SIGKILL after 10 more (both lose nothing, the log is replayed). Idempotent.
   */
  shutDown(): Promise<void>
}

export type PostmasterSettings = {
  readonly programs: Programs
  readonly cluster: Cluster
  readonly account: Account | undefined
  readonly port: number
  readonly log: PostgresLog
}

const FAST_SHUTDOWN_MS = 30_000
const IMMEDIATE_SHUTDOWN_MS = 10_000

const serverArguments = ({ cluster, port }: PostmasterSettings): string[] => {
  const settings = {
    cluster_name: cluster.name,
    listen_addresses: '127.0.0.1',
    port: String(port),
    unix_socket_directories: '',
    fsync: 'on',
    synchronous_commit: 'on',
    full_page_writes: 'on',
    // Each process of the program takes up to 22: four of them, and a hundred are gone.
    max_connections: '200',
    shared_buffers: '64MB',
    max_wal_size: '512MB',
    // A worker process per query gains nothing on two cores, and containers give /dev/shm only 64 MB.
    max_parallel_workers_per_gather: '0',
    io_workers: '1',
    max_logical_replication_workers: '0',
    timezone: 'UTC',
    log_timezone: 'UTC',
    logging_collector: 'off',
    log_destination: 'stderr',
    log_line_prefix: '',
    log_checkpoints: 'off',
    // Customers' data stands in details and statements: neither belongs in a log.
    log_error_verbosity: 'terse',
    log_min_error_statement: 'panic',
  }
  return ['-D', cluster.folder, ...Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`])]
}

const report = (log: PostgresLog, line: string): void => {
  const text = `postgres: ${line}`
  if (line.startsWith('PANIC:')) log.error(text)
  else if (line.startsWith('FATAL:') || line.startsWith('WARNING:')) log.warn(text)
  else log.info(text)
}

/** Spawns the server. Throws when the program cannot be started at all. */
export const startPostmaster = async (settings: PostmasterSettings): Promise<Postmaster> => {
  const { programs, account, cluster, log } = settings
  const child = spawn(programs.postgres, serverArguments(settings), {
    ...account,
    cwd: cluster.folder,
    env: programs.env,
    // A session of its own, or Ctrl-C at the terminal would end it before we have drained.
    detached: true,
    stdio: ['ignore', 'ignore', 'pipe'],
  })
  const readiness = Promise.withResolvers<Readiness>()
  const ended = Promise.withResolvers<void>()
  const words: string[] = []
  let portTaken = false
  // Of a signal that could not be sent; the time-outs of shutDown go on.
  child.on('error', (error) => log.error(`postgres: ${error.message}`))
  child.once('exit', () => ended.resolve())
  createInterface({ input: child.stderr }).on('line', (line) => {
    words.push(line)
    if (words.length > 20) words.shift()
    report(log, line)
    if (line.includes('could not bind')) portTaken = true
    if (line.includes('ready to accept connections')) readiness.resolve('ready')
  })
  // 'close' comes after the last line was read, and after 'exit'; only then is it known why the start failed.
  child.once('close', () => readiness.resolve(portTaken ? 'port_taken' : 'failed'))
  await once(child, 'spawn')
  if (child.pid === undefined) throw new Error('postgres was started without a process number')

  const shutDown = async (): Promise<void> => {
    child.kill('SIGINT')
    const immediate = setTimeout(() => child.kill('SIGQUIT'), FAST_SHUTDOWN_MS)
    const force = setTimeout(() => child.kill('SIGKILL'), FAST_SHUTDOWN_MS + IMMEDIATE_SHUTDOWN_MS)
    await ended.promise
    clearTimeout(immediate)
    clearTimeout(force)
  }
  let shuttingDown: Promise<void> | undefined
  return {
    pid: child.pid,
    readiness: readiness.promise,
    ended: ended.promise,
    lastWords: () => words.join('\n'),
    shutDown: () => (shuttingDown ??= shutDown()),
  }
}
