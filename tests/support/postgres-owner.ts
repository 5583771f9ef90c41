/**
 * An owner of an embedded PostgreSQL in a process of its own, for tests that kill it. Argument: the options as JSON.
 * Standard output: one line of JSON for each thing that happens (`progress`, `log`, then `ready` or `refused`). SIGTERM
 * stops it properly.
 */
import { borrowPostgres, joinPostgres, type OwnOptions, ownPostgres } from '../../src/platform/postgres/index.ts'

type Wish = Omit<OwnOptions, 'log' | 'progress'> & {
  readonly door: 'own' | 'join' | 'borrow'
  /** What SIGINT does: nothing (a server that drains), or the default. */
  readonly drains?: boolean
}

const tell = (line: object) => process.stdout.write(`${JSON.stringify(line)}\n`)
const wish: Wish = JSON.parse(process.argv[2] ?? '{}')
const log = (text: string) => tell({ log: text })
const options: OwnOptions = {
  ...wish,
  progress: (progress) => tell({ progress }),
  log: { info: log, warn: log, error: log },
}

if (wish.drains) process.on('SIGINT', () => tell({ interrupted: true }))

const join = async () => {
  const joined = await joinPostgres({ dataDir: wish.dataDir, patienceMs: 2_000 })
  return joined.refused ? joined : { ...joined, stop: async () => undefined }
}
const open = () => {
  if (wish.door === 'join') return join()
  return wish.door === 'borrow' ? borrowPostgres(options) : ownPostgres(options)
}

const opened = await open()
if (opened.refused) {
  tell({ refused: opened.code, message: opened.message })
  process.exitCode = 1
} else {
  tell({ ready: opened.url })
  const alive = setInterval(() => undefined, 60_000)
  process.once('SIGTERM', async () => {
    await opened.stop()
    clearInterval(alive)
  })
}
