import { until } from '../../support/owner-process.ts'
import { randomFrom } from '../../support/random.ts'
import { type Act, chooseAct } from './acts.ts'
import { addDays, at, type Day } from './days.ts'
import { drawCustomer, type ExpectedCustomer, passMorning, priceOn, type Year } from './expected-customer.ts'
import { DEARER } from './offering.ts'
import { type BankEntry, perform, type Stage } from './perform.ts'
import type { YearShop } from './year-shop.ts'

/** A leap year, so that a contract of the 31st meets 29 February; far enough ahead that the clock can be moved there. */
const FIRST_DAY = '2031-12-01'
export const DAYS = 365
/**
 * People act right after the shop's hour of charges has brought what is due: a move of the clock less a day than with an
 * hour of their own.
 */
const HOUR = 9
/** How many people act at once. */
const AT_ONCE = 6

/** What happened, as far as the model foresaw it. */
export interface PastYear extends Year {
  customers: readonly ExpectedCustomer[]
  bank: readonly BankEntry[]
}

/** Lets the year pass, day by day, in the shop and in the model. */
export async function liveThroughYear(shop: YearShop, seed: number, count: number): Promise<PastYear> {
  const year: Year = { seed, firstDay: FIRST_DAY, lastDay: addDays(FIRST_DAY, DAYS - 1) }
  const customers = Array.from({ length: count }, (_, index) => drawCustomer(year, DAYS, index))
  const random = randomFrom(seed)
  const dearerFrom = addDays(FIRST_DAY, 150 + random.below(60))
  const closedOn = addDays(FIRST_DAY, 100 + random.below(150))
  const bank: BankEntry[] = []
  const stage: Stage = { shop, bank, browsers: new Map(), priceOn: (slug, day) => priceOn(slug, day, dearerFrom) }
  for (let day = FIRST_DAY; day <= year.lastDay; day = addDays(day, 1)) {
    for (const customer of customers) passMorning(customer, day)
    const acts = customers.flatMap((customer) => {
      const act = chooseAct(customer, day)
      return act === null ? [] : [{ customer, act }]
    })
    if (acts.length === 0 && day !== dearerFrom && day !== closedOn) continue
    await passUntil(shop, at(day, HOUR))
    if (day === dearerFrom) await makeDearer(shop)
    if (day === closedOn) await closeForAnHour(shop, day)
    await actTogether(stage, acts, day)
  }
  await passUntil(shop, at(year.lastDay, 23))
  return { ...year, customers, bank }
}

/** The program's own clock follows the database's within milliseconds; whoever acts today must not meet yesterday. */
async function passUntil({ app }: YearShop, instant: Date): Promise<void> {
  await app.advance(instant)
  await until('the program knows the time', () => app.clock.now() >= instant)
}

async function actTogether(
  stage: Stage,
  acts: readonly { customer: ExpectedCustomer; act: Act }[],
  day: Day,
): Promise<void> {
  const waiting = [...acts]
  const work = async () => {
    for (let next = waiting.shift(); next; next = waiting.shift()) {
      const { customer, act } = next
      await perform(stage, customer, act, day).catch((cause: unknown) => {
        const story = [...customer.book.events].map(([subject, lines]) => `${subject}:\n  ${lines.join('\n  ')}`)
        throw new Error(`${day}: ${act.kind} of ${customer.email} failed, after\n${story.join('\n')}`, { cause })
      })
    }
  }
  await Promise.all(Array.from({ length: AT_ONCE }, work))
}

async function makeDearer({ staff, products }: YearShop): Promise<void> {
  await staff('PATCH', `/products/${products.get(DEARER.slug)}`, { priceYen: DEARER.priceYen })
}

/** メンテナンスモード for an hour: nobody can apply meanwhile. */
async function closeForAnHour(shop: YearShop, day: Day): Promise<void> {
  const page = async () => (await fetch(`${shop.url}/apply/year-${DEARER.slug}`)).status
  await shop.staff('PUT', '/maintenance', { on: true })
  if ((await page()) !== 503) throw new Error('the shop is open during maintenance')
  await passUntil(shop, at(day, HOUR + 1))
  await shop.staff('PUT', '/maintenance', { on: false })
  if ((await page()) !== 200) throw new Error('the shop stayed closed after maintenance')
}
