import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'

/** A part of the program in a process of its own, which works once it is told to begin. */
export interface KillableWorker {
  begin(): void
  kill(): Promise<void>
  end(): Promise<void>
}

/** Starts `<name>.ts` of this folder with its wish; it says `ready` once it has read the program. */
export async function startKillableWorker(name: string, wish: object): Promise<KillableWorker> {
  const file = fileURLToPath(new URL(`./${name}.ts`, import.meta.url))
  const child: ChildProcess = spawn(process.execPath, [file, JSON.stringify(wish)], {
    stdio: ['pipe', 'pipe', 'inherit'],
  })
  const closed = once(child, 'close')
  const ready = await Promise.race([once(child.stdout ?? child, 'data'), closed.then(() => null)])
  if (ready === null) throw new Error('the worker ended before it began')
  const stop = async (signal: 'SIGKILL' | 'SIGTERM') => {
    child.kill(signal)
    await closed
  }
  return { begin: () => child.stdin?.write('begin\n'), kill: () => stop('SIGKILL'), end: () => stop('SIGTERM') }
}
