import { loadavg } from 'node:os'
import type { Bench } from './bench.ts'
import { measureChatwork } from './chatwork.ts'
import { createCleanup, INTERRUPTED } from './cleanup.ts'
import { startPostgres } from './database.ts'
import { measureDrain } from './drain.ts'
import { type Figure, toJson, toTable } from './figures.ts'
import { measureImports } from './imports.ts'
import { measureLatency } from './latency.ts'
import { measureLetters } from './letters.ts'
import { measureLists } from './lists.ts'
import { LOAD, makeLoad } from './load.ts'
import { type BenchOptions, HELP, type Part, readOptions } from './options.ts'
import { measurePages } from './pages.ts'
import { RECEIVER, receive, startReceiver } from './receiver.ts'
import { measureRenewals } from './renewals.ts'
import { measureReturned } from './returned.ts'
import { measureStart } from './start.ts'

const say = (text: string) => void process.stderr.write(`${text}\n`)

const measurements: Record<Part, (bench: Bench) => Promise<Figure[]>> = {
  latency: measureLatency,
  drain: measureDrain,
  renewals: measureRenewals,
  letters: measureLetters,
  returned: measureReturned,
  pages: measurePages,
  start: measureStart,
  lists: measureLists,
  imports: measureImports,
  chatwork: measureChatwork,
}

async function run(options: BenchOptions): Promise<number> {
  const cleanup = createCleanup(say)
  let postgres: ReturnType<typeof startPostgres> | null = null
  const newDatabase = async (name: string) => {
    postgres ??= startPostgres(cleanup, say)
    return (await postgres)(name)
  }
  const load = loadavg()[0] ?? 0
  if (load > 1) say(`ほかのプログラムが動いています(負荷 ${load.toFixed(1)})。値はその分悪くなります。`)
  try {
    const bench: Bench = { cleanup, newDatabase, receiver: await startReceiver(cleanup), say }
    const figures: Figure[] = []
    for (const part of options.parts) figures.push(...(await measurements[part](bench)))
    const text = options.json ? JSON.stringify(figures.map(toJson), null, 2) : toTable(figures)
    process.stdout.write(`${text}\n`)
    return 0
  } catch (error) {
    if (!cleanup.interrupted()) throw error
    return INTERRUPTED
  } finally {
    await cleanup.all()
  }
}

async function main(args: readonly string[]): Promise<number> {
  const options = readOptions(args)
  if (options === 'help') {
    process.stdout.write(`${HELP}\n`)
    return 0
  }
  if ('fault' in options) {
    say(options.fault)
    return 2
  }
  return run(options)
}

if (process.argv[2] === RECEIVER) await receive()
else if (process.argv[2] === LOAD) await makeLoad()
else process.exit(await main(process.argv.slice(2)))
