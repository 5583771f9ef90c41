import { openDatabase } from '../src/platform/database.ts'
import { joinPostgres } from '../src/platform/postgres/index.ts'
import type { Bench } from './bench.ts'
import { temporaryFolder } from './database.ts'
import { appendBacklog } from './drain.ts'
import type { Figure } from './figures.ts'
import { pause, until } from './measure.ts'
import { type Memory, memoryOfTree } from './memory.ts'
import { type Program, startProgram } from './program.ts'
import { enterShop } from './shop.ts'

/** Until what the start itself took is given back. */
const SETTLE_MS = 5_000
/** Zendesk is given two calls at a time, so fewer than in the drain: the memory has settled long before. */
const BACKLOG = 2_000
const LONGEST_S = 240

/** How fast the built program starts, and what it takes in memory before and after a backlog was told. */
export async function measureStart(bench: Bench): Promise<Figure[]> {
  const { cleanup, receiver, say } = bench
  const dataDir = await temporaryFolder(cleanup)
  const env = {
    ZENDESK_API_BASE: receiver.url,
    LUXLINER_TRUSTED_HOSTS: new URL(receiver.url).host,
  }
  say('起動: 空のデータフォルダから始めています…')
  const first = await startProgram(cleanup, { dataDir, env, core: null })
  await first.stop()
  say('起動: 2回目を測っています…')
  const second = await startProgram(cleanup, { dataDir, env, core: null })
  await pause(SETTLE_MS)
  const idle = await memoryOfTree(second.pid)
  say(`メモリ: ${BACKLOG.toLocaleString('en-US')}件をZendeskの代わりに送っています…`)
  await tellBacklog(bench, second, dataDir)
  const after = await memoryOfTree(second.pid)
  await second.stop()
  const seconds = (key: string, label: string, value: number): Figure => ({
    part: 'start',
    key,
    label,
    value,
    unit: '秒',
  })
  return [
    seconds('cold_start', '初回の起動 (データベースの作成を含む)', first.secondsToReady),
    {
      ...seconds('warm_start', '2回目からの起動', second.secondsToReady),
      beside: { label: '初回', value: first.secondsToReady },
    },
    ...(idle && after ? memoryFigures(idle, after) : []),
  ]
}

function memoryFigures(idle: Memory, after: Memory): Figure[] {
  const megabytes = (memory: Memory) => memory.bytes / 1_048_576
  const words = { part: 'start', unit: `MB (${idle.kind.toUpperCase()})` } as const
  return [
    { ...words, key: 'memory_idle', label: 'メモリ 待機中 (データベースを含む)', value: megabytes(idle) },
    {
      ...words,
      key: 'memory_after_drain',
      label: `メモリ ${BACKLOG.toLocaleString('en-US')}件を送ったあと`,
      value: megabytes(after),
      beside: { label: '待機中', value: megabytes(idle) },
    },
  ]
}

/** Puts the backlog into the running program's own database and waits until the stand-in for Zendesk got all of it. */
async function tellBacklog({ cleanup, receiver }: Bench, program: Program, dataDir: string): Promise<void> {
  const shop = await enterShop(program)
  await shop.connectZendesk()
  const joined = await joinPostgres({ dataDir })
  if (joined.refused) throw new Error(joined.message)
  const { db } = openDatabase(joined.url, { maxConnections: 2, applicationName: 'bench' })
  const close = cleanup.defer(() => db.destroy())
  await receiver.take()
  await appendBacklog(db, BACKLOG)
  await until('the backlog at the receiver', LONGEST_S, 100, async () =>
    (await receiver.count()) >= BACKLOG ? true : null,
  )
  await close()
}
