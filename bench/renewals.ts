import { sql } from 'kysely'
import { type ContractsContext, renewContracts } from '../src/contracts/index.ts'
import { startDueWork } from '../src/platform/due-work.ts'
import { DUE_ON, fillWithContracts, NOW } from '../tests/support/many-contracts.ts'
import type { Bench } from './bench.ts'
import { CONCURRENCY } from './connector.ts'
import type { Figure } from './figures.ts'
import { until } from './measure.ts'
import type { Receiver } from './receiver.ts'
import { countStatements } from './statements.ts'
import { MASTER_KEY, openBareTelling } from './telling.ts'

const CONTRACTS = 5_000
const LONGEST_S = 300

/** A day on which 5,000 contracts are due; beside it the same charges sent to the gateway's stand-in with nothing around. */
export async function measureRenewals({ cleanup, newDatabase, receiver, say }: Bench): Promise<Figure[]> {
  const database = await newDatabase('renewals')
  const statements = countStatements()
  // Its loops are not started: nothing is told while charges are measured.
  const telling = openBareTelling(database, cleanup, receiver.url)
  const { context } = telling
  await fillWithContracts(database.db, MASTER_KEY, CONTRACTS, receiver.url)
  const many = CONTRACTS.toLocaleString('en-US')
  say(`${many}件の月額の決済: 決済会社の代わりだけを測っています…`)
  const alone = await chargeBare(context.http, receiver)
  say(`${many}件の月額の決済: 決済しています…`)
  const counted = { ...context, db: database.db.withPlugin(statements.plugin) }
  const seconds = await renew({ ...counted, secrets: telling.secrets, clock: { now: () => new Date(NOW) } }, receiver)
  const perRenewal = statements.read() / CONTRACTS
  await telling.stop()
  return [
    {
      part: 'renewals',
      key: 'contracts_per_second',
      label: `${many}件の月額の決済`,
      value: CONTRACTS / seconds,
      unit: '件/秒',
      beside: { label: '決済会社の代わりだけ', value: CONTRACTS / alone },
    },
    {
      part: 'renewals',
      key: 'statements_per_renewal',
      label: '1件の決済に使うSQL文 (begin・commitを除く)',
      value: perRenewal,
      unit: '文',
    },
  ]
}

/** Seconds from the start of the loop until the last contract is paid. */
async function renew(context: Omit<ContractsContext, 'baseUrl'>, receiver: Receiver): Promise<number> {
  const began = performance.now()
  const work = renewContracts({ ...context, baseUrl: 'https://shop.example' })
  const loop = startDueWork(work, context.doorbell, context.log)
  await until('every contract is paid', LONGEST_S, 50, async () => {
    if ((await receiver.count()) < CONTRACTS) return null
    const open = await sql`select 1 from contracts where due_on is null or due_on <= ${DUE_ON} limit 1`.execute(
      context.db,
    )
    return open.rows.length === 0 ? true : null
  })
  const seconds = (performance.now() - began) / 1_000
  await loop.drain()
  const charges = (await receiver.take()).length
  if (charges !== CONTRACTS) throw new Error(`${CONTRACTS} contracts, ${charges} charges`)
  return seconds
}

/** As many charges as there are contracts, as many at a time as the program makes. Seconds. */
async function chargeBare(http: ContractsContext['http'], receiver: Receiver): Promise<number> {
  const body = JSON.stringify({ order_id: 'C-TEST2345-1-1', amount: 3_980, currency: 'jpy', customer: 'cus_0' })
  const headers = { 'content-type': 'application/json', authorization: 'Bearer sk' }
  let left = CONTRACTS
  const line = async () => {
    while (left-- > 0)
      await http.request({ method: 'POST', url: `${receiver.url}/v1/charges`, headers, body, timeoutMs: 20_000 })
  }
  const began = performance.now()
  await Promise.all(Array.from({ length: CONCURRENCY }, line))
  const seconds = (performance.now() - began) / 1_000
  await receiver.take()
  return seconds
}
