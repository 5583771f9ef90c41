import { randomInt } from 'node:crypto'
import { expect, it, onTestFinished } from 'vitest'
import { countOpen } from '../../faults/passing-time.ts'
import { until } from '../../support/owner-process.ts'
import { judgeContracts, judgeEvents } from './judge-events.ts'
import { judgeMoney } from './judge-money.ts'
import { findLoose, judgeTelling } from './judge-telling.ts'
import { DAYS, liveThroughYear } from './year.ts'
import { openYearShop } from './year-shop.ts'

/** `YEAR_SEED=…` draws the same year again; `LUXLINER_CUSTOMERS=200` is a whole shop's, as `.ci/run` lives through it. */
const seed = Number(process.env.YEAR_SEED ?? randomInt(1_000_000))
const count = Number(process.env.LUXLINER_CUSTOMERS ?? 60)
/** Ample for a machine that is shared. */
const BOUND_MS = 120_000 + count * 1_000

it(`seed ${seed}: in ${DAYS} days with ${count} customers the money adds up, and each thing is told once`, {
  timeout: BOUND_MS,
}, async () => {
  const shop = await openYearShop(seed)
  onTestFinished(() => shop.close())
  const { db } = shop.app
  const began = performance.now()
  const year = await liveThroughYear(shop, seed, count)
  const lived = performance.now()
  await until(
    'all is told and settled',
    async () => Object.keys(await countOpen(db)).length === 0 && !(await isGivingBack(shop)),
    BOUND_MS,
  )
  const told = performance.now()

  const { complaints: ofMoney, money } = await judgeMoney(db, year, [...shop.gateway.ledger.values()])
  const events = await judgeEvents(db, year)
  const telling = await judgeTelling(db, shop.sandbox.world, year)
  const complaints = [
    ...ofMoney,
    ...events.complaints,
    ...(await judgeContracts(db, year)),
    ...telling.complaints,
    ...(await findLoose(db)),
  ]
  process.stdout.write(
    `${[
      `a year: ${seconds(lived - began)}, told ${seconds(told - lived)} later`,
      `${money.due} yen due − ${money.failed} failed − ${money.refunded} refunded = ${money.due - money.failed - money.refunded}`,
      `${money.charges} charges (${shop.gateway.troubled.size} without a proper answer), ${money.transfers} transfers`,
      `${events.count} events (${telling.byChat} by chat, ${telling.byMail} by mail), ${telling.letters} letters`,
    ].join('\n')}\n`,
  )
  expect(complaints).toEqual([])
})

const seconds = (ms: number) => `${(ms / 1_000).toFixed(1)} s`

async function isGivingBack({ app: { db } }: Awaited<ReturnType<typeof openYearShop>>): Promise<boolean> {
  const started = await db.selectFrom('refunds').select('id').where('state', '=', 'started').executeTakeFirst()
  return started !== undefined
}
