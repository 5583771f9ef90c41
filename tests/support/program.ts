import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { afterAll } from 'vitest'
import { until } from './owner-process.ts'

/** The built program. */
export const MAIN = fileURLToPath(new URL('../../dist/server/main.js', import.meta.url))

/** A start after a crash replays PostgreSQL's log; with other tests beside it that takes seconds. */
const READY_WITHIN_MS = 40_000

/** The built program in a process of its own. */
export interface Program {
  readonly pid: number
  /** When it was started, by the clock of this machine. */
  readonly startedAt: Date
  /** All that it wrote so far, on both outputs. */
  said(): string
  /** Waits until the whole program answers and its database with it; throws with its words when it ends instead. */
  ready(): Promise<void>
  /** Its exit code when it has ended; null when a signal ended it. */
  readonly ended: Promise<number | null>
  /** Sends a signal and waits for the end. */
  end(signal: 'SIGTERM' | 'SIGKILL'): Promise<number | null>
}

export interface Programs {
  /** `command` is `start`, `web`, `worker`, … and `args` follow it; `env` is all of its environment that is the program's own. */
  run(command: string, env: Record<string, string>, args?: readonly string[]): Program
}

/** The processes of a test file. What its tests leave running is killed after them, each by its own number. */
export function programs(): Programs {
  const running = new Set<Program>()
  afterAll(async () => {
    await Promise.all([...running].map((program) => program.end('SIGKILL')))
  })
  return {
    run(command, env, args = []) {
      const program = runProgram(command, env, args)
      running.add(program)
      void program.ended.then(() => running.delete(program))
      return program
    },
  }
}

function runProgram(command: string, env: Record<string, string>, args: readonly string[]): Program {
  const startedAt = new Date()
  const child: ChildProcess = spawn(process.execPath, [MAIN, command, ...args], {
    env: { PATH: process.env.PATH, LOG_LEVEL: 'error', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let words = ''
  for (const output of [child.stdout, child.stderr]) {
    output?.setEncoding('utf8').on('data', (text: string) => {
      words += text
    })
  }
  let over = false
  // 'close' comes after the last word was read.
  const ended = once(child, 'close').then(([code]: (number | null)[]) => {
    over = true
    return code ?? null
  })
  return {
    pid: child.pid ?? 0,
    startedAt,
    ended,
    said: () => words,
    ready: async () => {
      const answers = env.PORT === undefined ? () => words.includes('開始しました') : () => answersReady(env.PORT ?? '')
      await until(`${command} is ready`, async () => over || (await answers()), READY_WITHIN_MS)
      if (over) throw new Error(`${command} ended: ${words}`)
    },
    end: (signal) => {
      child.kill(signal)
      return ended
    },
  }
}

function answersReady(port: string): Promise<boolean> {
  return fetch(`http://127.0.0.1:${port}/readyz`).then(
    (answer) => answer.ok,
    () => false,
  )
}
