import { afterAll, beforeAll, expect } from 'vitest'
import { OWNER } from '../../sandbox/demo/shop.ts'
import { catalogue } from '../../src/events/index.ts'
import type { ProductInput } from '../../src/products/index.ts'
import { addDays, dayIn, instantOf } from '../../src/site/index.ts'
import { type Ask, signIn } from '../support/api-server.ts'
import { type RunningShop, runningShop } from '../support/running-shop.ts'
import { until } from '../support/telling.ts'
import { broughtAboutBy } from './brought-about.ts'
import { type Customer, newCustomer } from './customer.ts'
import { arrivedFor, type Ear, listen, rooms, tellShop } from './heard.ts'
import { type Staff, staffOf } from './staff.ts'

const TIME_ZONE = 'Asia/Tokyo'
/** Stories are told at noon: charges are made at 9:00, ends take effect at 0:00. */
const NOON = 12

/**
 * A shop whose time a story moves, and the people in it. A file that tells one room of more than ten events waits: the
 * program keeps to Chatwork's ten posts in ten seconds.
 */
export interface Journey {
  readonly shop: RunningShop
  readonly staff: Staff
  /** What is told of the shop itself and of no customer. */
  readonly site: Ear
  /** Somebody of whom the shop has never heard, at `@customer.example`; the name must be nobody else's in this file. */
  customer(familyName: string, givenName: string, mailbox: string): Customer
  /** Lets so many days pass, and waits until all that happened in them is told. */
  days(count: number): Promise<void>
  /** The same until this hour of a day. */
  until(day: string, hour?: number): Promise<void>
  /** Waits until all that happened is told. */
  told(): Promise<void>
  /** The same, after everything that came back about letters was read. */
  returns(): Promise<void>
}

const products: readonly ProductInput[] = [
  { name: '個別相談', slug: 'consulting', kind: 'one_time', priceYen: 16_500, netshoninPlanId: '204' },
  { name: '英会話コース', slug: 'english', kind: 'monthly', priceYen: 5_980, netshoninPlanId: '201' },
  {
    name: '朝活の会',
    slug: 'morning',
    kind: 'monthly',
    priceYen: 1_980,
    transferAccepted: true,
    netshoninPlanId: '203',
  },
]

/**
 * Opens a shop at noon of a day for a test file: everything is connected, 通知メールの停止 is on, 英会話コース offers 個別相談
 * once, and 朝活の会 may be paid by transfer too. The day must lie ahead of today's, because time never goes back. After the
 * file's tests, every event that the file answers for must have been seen in the room of its category.
 */
export function openJourney(file: string, opensOn: string): Journey {
  const shop = runningShop('connected')
  let signedIn: Promise<Ask> | undefined
  const staff = staffOf(async (...request) => {
    signedIn ??= signIn(shop.url, OWNER)
    return (await signedIn)(...request)
  })
  const told = async () => {
    await until(
      () => shop.open(),
      (open) => open === 0,
      20,
    )
  }
  const passUntil = async (day: string, hour = NOON) => {
    await shop.passUntil(instantOf(TIME_ZONE, day, hour))
    await told()
  }
  const place = { shop, told, staff }
  beforeAll(async () => {
    for (const product of products) await staff.ask('POST', '/products', { ...product, state: 'published' })
    await staff.offers('english', 'consulting')
    await staff.saves('chatwork', { quietMail: true })
    await passUntil(opensOn)
  })
  afterAll(async () => expect(await unseen(shop, staff, file), 'events that their room did not get').toEqual([]))
  return {
    shop,
    staff,
    site: listen(place, tellShop),
    customer: (familyName, givenName, mailbox) =>
      newCustomer(place, {
        familyName,
        givenName,
        email: mailbox.includes('@') ? mailbox : `${mailbox}@customer.example`,
      }),
    days: (count) => passUntil(addDays(dayIn(TIME_ZONE, shop.app.clock.now()), count)),
    until: passUntil,
    told,
    async returns() {
      await told()
      await staff.ask('POST', '/settings/mailbox/look', {})
      await until(
        () => shop.world.returns.messages,
        (messages) => messages.every(({ seen }) => seen),
      )
      await told()
    },
  }
}

/** The events that a journey must bring about and whose room has not got one of them. */
async function unseen(shop: RunningShop, staff: Staff, file: string): Promise<string[]> {
  const happened = await staff.events()
  return broughtAboutBy(file).filter((type) => {
    const inItsRoom = arrivedFor(shop.world, '').filter(({ channel }) => channel === rooms[catalogue[type].category])
    return !happened.some((event) => event.type === type && inItsRoom.some(({ title }) => title === event.summary))
  })
}
