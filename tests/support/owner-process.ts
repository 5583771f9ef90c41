import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFile } from 'node:fs/promises'
import { createInterface } from 'node:readline'
import { setTimeout as delay } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'

/** What `postgres-owner.ts` tells. */
type Line = {
  readonly progress?: string
  readonly log?: string
  readonly interrupted?: true
  readonly ready?: string
  readonly refused?: string
  readonly message?: string
}

export type OwnerWish = {
  readonly dataDir: string
  readonly door?: 'own' | 'join' | 'borrow'
  readonly drains?: boolean
  readonly explicitDataDir?: boolean
  readonly shelter?: string
}

export type OwnerProcess = {
  readonly pid: number
  readonly lines: readonly Line[]
  /** The address of its database; throws with all it said when there is none. */
  ready(): Promise<string>
  /** Its refusal; throws when there is none. */
  refusal(): Promise<{ code: string; message: string }>
  /** Sends a signal and waits for the end. */
  end(signal: 'SIGTERM' | 'SIGKILL'): Promise<void>
}

/** Waits for a condition, looking every 20 ms, and throws after `boundMs`. */
export const until = async (what: string, holds: () => boolean | Promise<boolean>, boundMs = 15_000): Promise<void> => {
  const end = performance.now() + boundMs
  while (!(await holds())) {
    if (performance.now() > end) throw new Error(`waited ${boundMs} ms in vain until ${what}`)
    await delay(20)
  }
}

/** Whether a process runs: one that has ended but was not waited for does not. */
export const isRunning = async (pid: number): Promise<boolean> => {
  return (await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '')) !== ''
}

const SCRIPT = fileURLToPath(new URL('./postgres-owner.ts', import.meta.url))

/** Starts an owner (or joiner, or borrower) in a session of its own: its group can be signalled like a terminal's. */
export const startOwner = (
  wish: OwnerWish,
  where: { readonly script?: string; readonly uid?: number; readonly gid?: number } = {},
): OwnerProcess => {
  const { script = SCRIPT, ...account } = where
  const child: ChildProcess = spawn(process.execPath, [script, JSON.stringify({ door: 'own', ...wish })], {
    ...account,
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const lines: Line[] = []
  let complaint = ''
  let closed = false
  const close = once(child, 'close').then(() => {
    closed = true
  })
  child.stderr?.setEncoding('utf8').on('data', (text) => {
    complaint += text
  })
  if (child.stdout) createInterface({ input: child.stdout }).on('line', (line) => lines.push(JSON.parse(line)))
  const line = async (of: 'ready' | 'refused'): Promise<Line> => {
    const find = () => lines.find((it) => it[of] !== undefined)
    await until(`the owner says ${of}`, () => find() !== undefined || closed, 30_000)
    const found = find()
    if (!found) throw new Error(`not ${of}: ${JSON.stringify(lines)} ${complaint}`)
    return found
  }
  return {
    pid: child.pid ?? 0,
    lines,
    ready: async () => (await line('ready')).ready ?? '',
    refusal: async () => {
      const { refused = '', message = '' } = await line('refused')
      await close
      return { code: refused, message }
    },
    end: async (signal) => {
      child.kill(signal)
      await close
    },
  }
}
