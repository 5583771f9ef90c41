import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { checkoutRoot } from '../src/platform/checkout.ts'
import type { Cleanup } from './cleanup.ts'
import { pause } from './measure.ts'

const READY_WITHIN_S = 60

/** The built program as `npm start` runs it, with its own embedded database. */
export interface Program {
  url: string
  pid: number
  /** From the start of the process until /readyz said that it is ready. */
  secondsToReady: number
  /** Its environment, for its other commands. */
  env: NodeJS.ProcessEnv
  stop(): Promise<void>
}

export interface ProgramOptions {
  dataDir: string
  env?: NodeJS.ProcessEnv
  /** The only processor core that it and its database may use; null for all. */
  core: number | null
}

/** Whether processes can be bound to a core here. */
export function canBind(): boolean {
  return spawnSync('taskset', ['-c', '0,1', 'true']).status === 0
}

/** The command that runs `args` with this Node, on one core where asked. */
export function onCore(core: number | null, args: readonly string[]): [string, string[]] {
  return core === null ? [process.execPath, [...args]] : ['taskset', ['-c', String(core), process.execPath, ...args]]
}

/** The bundled program. Throws when it was not built. */
export function builtProgram(): string {
  const path = join(checkoutRoot(), 'dist', 'server', 'main.js')
  if (!existsSync(path)) throw new Error('the program is not built: npm run build')
  return path
}

/** Starts the program on a free port of loopback and waits until it is ready. */
export async function startProgram(cleanup: Cleanup, options: ProgramOptions): Promise<Program> {
  const port = await freePort()
  const url = `http://127.0.0.1:${port}`
  const own = { PORT: String(port), HOST: '127.0.0.1', LUXLINER_DATA_DIR: options.dataDir, LOG_LEVEL: 'error' }
  const env = { ...process.env, DATABASE_URL: '', LUXLINER_BASE_URL: url, ...own, ...options.env }
  const [command, args] = onCore(options.core, [builtProgram(), 'start'])
  const began = performance.now()
  // In a session of its own: Ctrl-C reaches the bench alone, which then stops the program in order.
  const child = spawn(command, args, { env, detached: true, stdio: ['ignore', 'ignore', 'pipe'] })
  const stop = cleanup.defer(() => end(child))
  let words = ''
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    words = (words + text).slice(-2_000)
  })
  await ready(url, child, () => words)
  return { url, pid: child.pid ?? 0, secondsToReady: (performance.now() - began) / 1_000, env, stop }
}

async function ready(url: string, child: ChildProcess, lastWords: () => string): Promise<void> {
  const end = performance.now() + READY_WITHIN_S * 1_000
  while (performance.now() < end) {
    if (child.exitCode !== null) throw new Error(`the program ended with ${child.exitCode}: ${lastWords()}`)
    const answer = await fetch(`${url}/readyz`).catch(() => null)
    await answer?.body?.cancel()
    if (answer?.status === 200) return
    await pause(10)
  }
  throw new Error(`the program was not ready within ${READY_WITHIN_S} s: ${lastWords()}`)
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  const exited = once(child, 'exit')
  child.kill('SIGTERM')
  await exited
}

async function freePort(): Promise<number> {
  const server = createServer()
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  server.close()
  await once(server, 'close')
  if (address === null || typeof address === 'string') throw new Error('no port')
  return address.port
}
