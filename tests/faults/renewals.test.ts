import { randomInt } from 'node:crypto'
import { setTimeout as delay } from 'node:timers/promises'
import { expect, it, onTestFinished } from 'vitest'
import type { Database } from '../../src/platform/database.ts'
import { createTestDatabase } from '../support/database.ts'
import { type Fate, startFrailGateway } from '../support/frail-gateway.ts'
import { fillWithContracts } from '../support/many-contracts.ts'
import { until } from '../support/owner-process.ts'
import { randomFrom } from '../support/random.ts'
import { countUnsettled, passTimeOfCharges, SECRET_KEY, startRenewalWorker } from './renewal-run.ts'

/** `FAULTS_SEED=…` draws the same fates and instants again; `LUXLINER_RENEWALS=5000` is a large shop's day. */
const seed = Number(process.env.FAULTS_SEED ?? randomInt(1_000_000))
const contracts = Number(process.env.LUXLINER_RENEWALS ?? 300)
const KILLS = 4
/** Ample for a machine that is shared; two cores of one's own charge hundreds a second. */
const BOUND_MS = 60_000 + contracts * 100

it(`seed ${seed}: ${contracts} renewals survive a worker that is killed ${KILLS} times`, {
  timeout: 3 * BOUND_MS,
}, async () => {
  const random = randomFrom(seed)
  const fates = Array.from({ length: contracts }, () => drawFate(random.below(100)))
  const fateOf = (customer: string) => fates[Number(customer.replace('cus_', ''))] ?? 'charged'
  const [database, gateway] = await Promise.all([createTestDatabase(), startFrailGateway(fateOf, random)])
  onTestFinished(async () => {
    await gateway.close()
    await database.drop()
  })
  await fillWithContracts(database.db, SECRET_KEY, contracts, gateway.url)

  // One more than is killed: the last one finishes.
  const workers = await Promise.all(Array.from({ length: KILLS + 1 }, () => startRenewalWorker(database.url)))
  onTestFinished(() => Promise.all(workers.map((worker) => worker.kill())).then(() => undefined))

  const began = performance.now()
  let deadBefore = new Date(0)
  const instants = Array.from({ length: KILLS }, () => 1 + random.below(Math.floor(contracts * 0.9)))
  for (const [index, instant] of instants.toSorted((a, b) => a - b).entries()) {
    workers[index]?.begin()
    await until(`${instant} charges were asked for`, () => gateway.calls >= instant, BOUND_MS)
    await delay(random.below(30))
    await workers[index]?.kill()
    deadBefore = new Date()
  }
  const last = workers[KILLS]
  last?.begin()
  await until('every charge has an outcome', () => allSettled(database.db, deadBefore), BOUND_MS)
  await last?.end()
  const seconds = (performance.now() - began) / 1_000

  const declined = fates.flatMap((fate, index) => (fate === 'declined' ? [index] : []))
  expect(await lookWhatWasCharged(database.db, gateway.charged, declined)).toEqual([])
  // What is looked up was charged by a call that hung, failed or was cut off.
  expect(gateway.looks).toBeGreaterThan(0)
  process.stdout.write(
    `${contracts} renewals: ${seconds.toFixed(1)} s, ${gateway.calls} calls to charge, ${gateway.looks} looks, ${declined.length} declined\n`,
  )
})

/** 2 % hang (half of them after they charged), 5 % are declined, 1 % are charged and answered with an error. */
function drawFate(percent: number): Fate {
  if (percent === 0) return 'hangs before'
  if (percent === 1) return 'hangs after'
  if (percent === 2) return 'fails after'
  return percent < 8 ? 'declined' : 'charged'
}

async function allSettled(db: Database, deadBefore: Date): Promise<boolean> {
  if ((await countUnsettled(db)) === 0) return true
  await passTimeOfCharges(db, deadBefore)
  await delay(200)
  return false
}

/** What is wrong, in words: each contract charged once, or declined and told of once. */
async function lookWhatWasCharged(
  db: Database,
  charged: ReadonlyMap<string, number>,
  declined: readonly number[],
): Promise<string[]> {
  const rows = await db.selectFrom('contracts').select(['number', 'id', 'termNo', 'cardState', 'dueOn']).execute()
  const payments = await db.selectFrom('payments').select(['contractId', 'state']).execute()
  const events = await db.selectFrom('events').select(['contractId', 'type']).execute()
  const letters = await db.selectFrom('letters').select(['customerId', 'kind']).execute()
  return rows.flatMap(({ id, number, ...contract }) => {
    const index = Number(number.replace('C-', ''))
    const found = {
      ...contract,
      charges: charged.get(`cus_${index}`) ?? 0,
      payments: payments.filter(({ contractId }) => contractId === id).map(({ state }) => state),
      events: events.filter(({ contractId }) => contractId === id).map(({ type }) => type),
      letters: letters.filter(({ customerId }) => customerId === id).map(({ kind }) => kind),
    }
    const expected = declined.includes(index)
      ? {
          ...{ termNo: 0, cardState: 'retrying', dueOn: '2026-12-24', charges: 0, payments: ['declined'] },
          ...{ events: ['payment.renewal_card_failed'], letters: ['charge_failed'] },
        }
      : {
          ...{ termNo: 1, cardState: 'ok', dueOn: '2027-01-23', charges: 1, payments: ['succeeded'] },
          ...{ events: [], letters: [] },
        }
    const [is, should] = [JSON.stringify(found), JSON.stringify(expected)]
    return is === should ? [] : [`contract ${number} is ${is}, not ${should}`]
  })
}
