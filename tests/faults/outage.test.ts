import { sql } from 'kysely'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { type FaultMode, type FaultService, setFault } from '../../sandbox/faults.ts'
import { until } from '../support/owner-process.ts'
import { programs } from '../support/program.ts'
import { randomFrom } from '../support/random.ts'
import { type Applied, sendCrowd } from './crowd.ts'
import { type FragileShop, openShop } from './fragile-shop.ts'
import { ADMINISTRATORS } from './furnish.ts'
import { hurry, passTime, untilAllIsTold } from './passing-time.ts'
import { lookWhatWasSold } from './sold.ts'
import { becomeOwner } from './staff.ts'
import { lookWhatWasTold } from './told.ts'

const running = programs()
const random = randomFrom(20_261_123)
let shop: FragileShop
/** Everybody who applied so far: nothing of theirs may be lost or told twice by what comes later. */
const everybody: Applied[] = []

beforeAll(async () => {
  shop = await openShop(running)
})
afterAll(() => shop.close())

const fail = (service: FaultService, mode: FaultMode, afterAccepting = false) =>
  setFault(shop.sandbox.world.faults, service, { mode, afterAccepting, delayMs: 0 })

async function sell(count: number, name: string): Promise<Applied[]> {
  const sold = await sendCrowd(shop, count, random, name).applied
  everybody.push(...sold)
  return sold
}

const medianMs = (sold: readonly Applied[]) => sold.map((it) => it.tookMs).sort((a, b) => a - b)[sold.length >> 1] ?? 0
const completed = (sold: readonly Applied[]) => sold.filter(({ ending }) => ending.kind === 'completed').length

async function expectNothingLost(): Promise<void> {
  await untilAllIsTold(shop.db, 45_000)
  const { world } = shop.sandbox
  expect(await lookWhatWasSold(shop.db, world, everybody)).toEqual([])
  expect((await lookWhatWasTold(shop.db, world)).complaints).toEqual([])
}

/** How often each administrator got a letter with these words in its subject. */
const alarms = (words: string) =>
  ADMINISTRATORS.map(
    (address) =>
      shop.sandbox.world.mailbox.letters.filter(
        ({ subject, envelope }) => subject.includes(words) && envelope.to.includes(address),
      ).length,
  )

const stateOf = async (connector: string) =>
  (await shop.db.selectFrom('connections').select('state').where('connector', '=', connector).executeTakeFirst())?.state

const untilState = (connector: string, state: string) =>
  until(`${connector} is ${state}`, async () => (await stateOf(connector)) === state)

/** The outage began an hour earlier. */
const ageOutage = (connector: string) =>
  sql`update connections set since = since - interval '1 hour', last_failure_at = last_failure_at - interval '1 hour'
    where connector = ${connector}`.execute(shop.db)

/** What waits for Zendesk is tried `times` more, one after the other. */
async function playTries(times: number): Promise<void> {
  const isDue = sql`select 1 from posts where connector = 'zendesk'
    and (state = 'sending' or (state = 'waiting' and due_at <= now())) limit 1`
  for (let time = 0; time < times; time++) {
    await passTime(shop.db, new Date(0))
    await until('each was tried', async () => (await isDue.execute(shop.db)).rows.length === 0)
  }
}

it('Zendesk is down for an hour: sales go on, one alarm, every ticket once', { timeout: 120_000 }, async () => {
  const { world } = shop.sandbox
  const before = await sell(10, 'before')
  await expectNothingLost()

  fail('zendesk', '500')
  const during = await sell(20, 'during')
  await untilState('zendesk', 'failing')
  await ageOutage('zendesk')
  await playTries(6)
  // Tickets are made now, but the answers are lost on the way.
  fail('zendesk', 'close', true)
  await playTries(2)
  expect(world.calls.totals.zendesk).toBeGreaterThan(completed(before) + completed(during) * 8)
  fail('zendesk', 'none')
  await playTries(1)
  await expectNothingLost()

  expect(await stateOf('zendesk')).toBe('ok')
  expect(alarms('Zendeskにつながりません')).toEqual([1, 1])
  // A sale that waited for Zendesk would wait for seconds; other tests on the same cores make one three times slower.
  expect(medianMs(during)).toBeLessThan(3 * medianMs(before) + 100)
})

it('newsletter form and Chatwork are down: everybody is told by mail, one alarm each', {
  timeout: 120_000,
}, async () => {
  const time = hurry(shop)
  try {
    fail('chatwork', '500')
    fail('newsletter', 'close')
    await sell(4, 'first')
    await untilState('chatwork', 'failing')
    await untilState('netshonin', 'failing')
    await ageOutage('chatwork')
    await ageOutage('netshonin')
    await sell(6, 'later')
    await expectNothingLost()
    expect(alarms('Chatworkにつながりません')).toEqual([1, 1])
    expect(alarms('ネット商人Proにつながりません')).toEqual([1, 1])

    fail('chatwork', 'none')
    fail('newsletter', 'none')
    // Right after a failure news goes by mail without a try; what senders know of that is at most a second old.
    await ageOutage('chatwork')
    const known = performance.now()
    await until('senders look at the connection anew', async () => performance.now() - known > 1_100)
    const { byChat } = await lookWhatWasTold(shop.db, shop.sandbox.world)
    const registered = shop.sandbox.world.newsletter.registrations.length
    const after = await sell(5, 'after')
    await expectNothingLost()
    // A new customer is told of in two rooms and put on two lists; a declined card in one.
    const news = completed(after) * 2 + (after.length - completed(after))
    expect((await lookWhatWasTold(shop.db, shop.sandbox.world)).byChat).toBe(byChat + news)
    expect(shop.sandbox.world.newsletter.registrations.length).toBe(registered + completed(after) * 2)
    expect([await stateOf('chatwork'), await stateOf('netshonin')]).toEqual(['ok', 'ok'])
  } finally {
    await time.stop()
  }
})

it('Zendesk refuses the token: nothing more is sent until staff save good settings', { timeout: 120_000 }, async () => {
  const staff = await becomeOwner(shop)
  const { world } = shop.sandbox
  const ticketsBefore = world.zendesk.tickets.length
  const callsBefore = world.calls.totals.zendesk
  fail('zendesk', '401')
  const sold = await sell(8, 'paused')
  await untilState('zendesk', 'paused')
  // Two calls may have been on their way together; the second may come to its end only now.
  await playTries(1)
  const refused = world.calls.totals.zendesk - callsBefore
  expect(refused).toBeLessThanOrEqual(2)
  await playTries(3)
  fail('zendesk', 'none')
  await playTries(3)
  expect(world.calls.totals.zendesk - callsBefore).toBe(refused)
  expect(alarms('Zendesk連携が停止しています')).toEqual([1, 1])

  const page = (await staff('GET', '/integrations/zendesk')) as { version: number }
  const values = { apiToken: 'sandbox-zendesk-token' }
  const saved = await staff('PUT', '/integrations/zendesk', { version: page.version, values })
  expect(saved).toMatchObject({ connection: { state: 'ok' } })
  await expectNothingLost()
  expect(world.zendesk.tickets.length).toBe(ticketsBefore + completed(sold))
})
