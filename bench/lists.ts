import { listApplications } from '../src/applications/index.ts'
import { listContracts } from '../src/contracts/index.ts'
import { listCustomers } from '../src/customers/index.ts'
import { listPayments } from '../src/payments/index.ts'
import type { Database, Reader } from '../src/platform/database.ts'
import type { Bench } from './bench.ts'
import type { Figure } from './figures.ts'
import { fillWithMany } from './many.ts'
import { type Spread, spreadOf } from './measure.ts'

const FEW = 10_000
const MANY = 100_000
const TIMES = 40
const PAGE = 51
/** Pages that somebody turned before the one that is measured. */
const TURNED = 20

type List = (
  reader: Reader,
  filter: { q?: string | undefined; state?: string | undefined },
  page: { limit: number; after?: string | undefined },
) => Promise<{ id: string }[]>

const lists: { name: string; label: string; list: List; rareState: string }[] = [
  { name: 'customers', label: '顧客', list: listCustomers, rareState: 'withdrawn' },
  { name: 'applications', label: '申し込み', list: listApplications, rareState: 'cancelled' },
  { name: 'contracts', label: '契約', list: listContracts, rareState: 'suspended' },
  { name: 'payments', label: '決済', list: listPayments, rareState: 'declined' },
]

/** What is looked for, from what is everywhere to what is nowhere. */
const searches: { name: string; label: string; q: string; state?: true }[] = [
  { name: 'common', label: '「gmail.com」(40%)', q: 'gmail.com' },
  { name: 'kana', label: '「ア」', q: 'ア' },
  { name: 'surname', label: '「佐藤」(2%)', q: '佐藤' },
  { name: 'typed', label: '「さとう」', q: 'さとう' },
  { name: 'whole_name', label: '「佐藤 花子」(0.1%)', q: '佐藤 花子' },
  { name: 'rare', label: '「浜崎」(0.02%)', q: '浜崎' },
  { name: 'mail', label: '「hanako.sato1」', q: 'hanako.sato1' },
  { name: 'nothing', label: '見つからない「豊臣秀吉」', q: '豊臣秀吉' },
  { name: 'state_and_surname', label: '少ない状態で「佐藤」', q: '佐藤', state: true },
]

/** Every list and search with 10,000 and with 100,000 customers: a ratio near 1 means that it does not grow with the shop. */
export async function measureLists(bench: Bench): Promise<Figure[]> {
  const few = await measureWith(bench, FEW)
  const many = await measureWith(bench, MANY)
  return [...many].flatMap(([key, { label, spread }]) =>
    (['p50', 'p95'] as const).map((which) => ({
      part: 'lists' as const,
      key: `${key}_${which}`,
      label: `${label} ${which} (${MANY.toLocaleString('en-US')}人)`,
      value: spread[which],
      unit: 'ms',
      beside: { label: `${FEW.toLocaleString('en-US')}人`, value: few.get(key)?.spread[which] ?? Number.NaN },
    })),
  )
}

type Measured = Map<string, { label: string; spread: Spread }>

async function measureWith(bench: Bench, count: number): Promise<Measured> {
  const { db } = await bench.newDatabase(`lists_${count}`)
  bench.say(`一覧と検索: ${count.toLocaleString('en-US')}人のお客様と3倍の決済を作っています…`)
  await fillWithMany(db, count)
  bench.say('一覧と検索: 測っています…')
  const measured: Measured = new Map()
  for (const { name, label, list, rareState } of lists) {
    const after = await turnPages(db, list)
    const note = async (key: string, what: string, work: () => Promise<unknown>) =>
      measured.set(`${name}_${key}`, { label: `${label} ${what}`, spread: await timesOf(work) })
    await note('first', '1ページ目', () => list(db, {}, { limit: PAGE }))
    await note('later', `${TURNED + 1}ページ目`, () => list(db, {}, { limit: PAGE, after }))
    await note('state', '少ない状態', () => list(db, { state: rareState }, { limit: PAGE }))
    for (const { name: key, label: what, q, state } of searches)
      await note(key, what, () => list(db, { q, ...(state ? { state: rareState } : {}) }, { limit: PAGE }))
  }
  return measured
}

async function turnPages(db: Database, list: List): Promise<string | undefined> {
  let after: string | undefined
  for (let page = 0; page < TURNED; page++) after = (await list(db, {}, { limit: PAGE - 1, after })).at(-1)?.id
  return after
}

async function timesOf(work: () => Promise<unknown>): Promise<Spread> {
  const times: number[] = []
  for (let time = 0; time < TIMES; time++) {
    const began = performance.now()
    await work()
    times.push(performance.now() - began)
  }
  return spreadOf(times)
}
