import { spawn } from 'node:child_process'
import { once } from 'node:events'
import http from 'node:http'
import type { Cleanup } from './cleanup.ts'
import { type Spread, spreadOf } from './measure.ts'
import { onCore } from './program.ts'

/** The argument that makes the bench this process instead. */
export const LOAD = 'load'

/** One request, sent again and again over a number of connections, each waiting for its answer before the next. */
export interface Load {
  method: 'GET' | 'POST'
  url: string
  headers: Record<string, string>
  body: string
  connections: number
  seconds: number
}

export interface LoadResult {
  perSecond: number
  /** Milliseconds from sending until the whole answer was read. */
  spread: Spread
  /** Answers other than 200, by status. */
  faults: Record<string, number>
}

/** Runs in the child: makes the load that the parent names, tells how it went, and ends. */
export async function makeLoad(): Promise<void> {
  process.on('SIGINT', () => {})
  process.on('disconnect', () => process.exit(0))
  const [load] = (await once(process, 'message')) as [Load]
  const agent = new http.Agent({ keepAlive: true, maxSockets: load.connections })
  const waits: number[] = []
  const faults: Record<string, number> = {}
  const began = performance.now()
  const end = began + load.seconds * 1_000
  const connection = async () => {
    while (performance.now() < end) {
      const sent = performance.now()
      const status = await exchange(load, agent)
      waits.push(performance.now() - sent)
      if (status !== 200) faults[status] = (faults[status] ?? 0) + 1
    }
  }
  await Promise.all(Array.from({ length: load.connections }, connection))
  const seconds = (performance.now() - began) / 1_000
  process.send?.({ perSecond: waits.length / seconds, spread: spreadOf(waits), faults } satisfies LoadResult)
}

function exchange(load: Load, agent: http.Agent): Promise<number> {
  return new Promise((resolve, reject) => {
    const headers = { ...load.headers, 'content-length': String(Buffer.byteLength(load.body)) }
    const request = http.request(load.url, { method: load.method, agent, headers }, (response) => {
      response
        .resume()
        .on('end', () => resolve(response.statusCode ?? 0))
        .on('error', reject)
    })
    request.on('error', reject).end(load.body)
  })
}

/** Makes the load in a process of its own, on `core` where that is possible. Throws when an answer was not 200. */
export async function underLoad(cleanup: Cleanup, load: Load, core: number | null): Promise<LoadResult> {
  const [command, args] = onCore(core, [...process.execArgv, process.argv[1] ?? '', LOAD])
  const child = spawn(command, args, { stdio: ['ignore', 'ignore', 'inherit', 'ipc'] })
  const end = cleanup.defer(async () => {
    const exited = child.exitCode === null ? once(child, 'exit') : null
    if (child.connected) child.disconnect()
    await exited
  })
  const result = Promise.race([
    once(child, 'message').then(([message]) => message as LoadResult),
    once(child, 'exit').then(([code]) => {
      throw new Error(`the load generator ended with ${code}`)
    }),
  ])
  child.send(load)
  const measured = await result
  await end()
  if (Object.keys(measured.faults).length > 0)
    throw new Error(`${load.method} ${load.url} was answered with ${JSON.stringify(measured.faults)}`)
  return measured
}
