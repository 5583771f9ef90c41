import { type CustomersContext, checkImport, importCustomers, startImport } from '../src/customers/index.ts'
import { startDueWork } from '../src/platform/due-work.ts'
import type { Bench } from './bench.ts'
import type { BenchDatabase } from './database.ts'
import type { Figure } from './figures.ts'
import { until } from './measure.ts'
import { openBareTelling } from './telling.ts'

const FEW = 10_000
const MANY = 100_000
const LONGEST_S = 600
const BY = { kind: 'staff', id: 'bench', name: '店長' } as const

/** A file of customers: its dry run and the adding, with ten times as many lines as what stands beside it. */
export async function measureImports(bench: Bench): Promise<Figure[]> {
  const few = await importFile(bench, FEW)
  const many = await importFile(bench, MANY)
  const of = (which: 'check' | 'add', what: string): Figure => ({
    part: 'imports',
    key: `${which}_per_second`,
    label: `CSV ${MANY.toLocaleString('en-US')}行の${what}`,
    value: MANY / many[which],
    unit: '行/秒',
    beside: { label: `${FEW.toLocaleString('en-US')}行`, value: FEW / few[which] },
  })
  return [of('check', '確認'), of('add', '登録')]
}

/** Seconds of both steps, in a database of their own. */
async function importFile({ cleanup, newDatabase, receiver, say }: Bench, lines: number) {
  say(`CSV: ${lines.toLocaleString('en-US')}行を登録しています…`)
  const database = await newDatabase(`imports_${lines}`)
  const telling = openBareTelling(database, cleanup, receiver.url)
  const context = { ...telling.context, baseUrl: 'https://shop.example', clock: { now: () => new Date() } }
  const file = { name: 'customers.csv', bytes: new TextEncoder().encode(fileOf(lines)) }
  const began = performance.now()
  const checked = await checkImport(context, file, BY.name)
  if (checked.refused) throw new Error(checked.message)
  const check = (performance.now() - began) / 1_000
  const add = await addAll(database, context, checked.id, lines)
  await telling.stop()
  return { check, add }
}

async function addAll({ db }: BenchDatabase, context: AddingContext, id: string, lines: number): Promise<number> {
  const began = performance.now()
  await startImport(context, id, false, BY)
  const loop = startDueWork(importCustomers(context), context.doorbell, context.log)
  await until('every customer is there', LONGEST_S, 20, async () => {
    const { state } = await db
      .selectFrom('customerImports')
      .select('state')
      .where('id', '=', id)
      .executeTakeFirstOrThrow()
    return state === 'running' ? null : true
  })
  const seconds = (performance.now() - began) / 1_000
  await loop.drain()
  const { count } = await db
    .selectFrom('customers')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .executeTakeFirstOrThrow()
  if (Number(count) !== lines) throw new Error(`${lines} lines made ${count} customers`)
  return seconds
}

type AddingContext = CustomersContext & Pick<ReturnType<typeof openBareTelling>['context'], 'doorbell' | 'log'>

function fileOf(lines: number): string {
  const rows = Array.from(
    { length: lines },
    (_, index) => `山田,花子${index},ヤマダ,ハナコ,hanako${index}@customer.example,希望する`,
  )
  return ['姓,名,セイ,メイ,メールアドレス,メルマガ', ...rows].join('\r\n')
}
