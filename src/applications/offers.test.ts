import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { testDatabase } from '../../tests/support/database.ts'
import { type Selling, startSelling } from '../../tests/support/selling.ts'
import { type Product, updateProduct } from '../products/index.ts'
import { acceptOffer, readOffer, refuseOffer } from './accept-offer.ts'
import { settleByLooking } from './commands.ts'
import { settleCharges } from './due.ts'
import { offerToken } from './offer.ts'
import { readOfferOf } from './offers.ts'

const database = testDatabase()
let selling: Selling
let offered: Product
let brings: Product
beforeAll(async () => {
  selling = await startSelling(database.db, database.url)
  const transfer = { transferAccepted: true } as const
  offered = await selling.addProduct({
    slug: 'talk',
    name: '個別相談',
    kind: 'one_time',
    priceYen: 16_500,
    ...transfer,
  })
  const offer = { offerProductId: offered.id, offerText: '今だけの**ご案内**です。' }
  brings = await selling.addProduct({
    slug: 'video',
    name: '動画講座',
    kind: 'one_time',
    priceYen: 49_800,
    ...transfer,
    ...offer,
  })
})
afterAll(() => selling.close())

const DECLINES_WHEN_SAVED = '4000000000000341'
const ASKS_CARDHOLDER = '4000000000003220'
const NEVER_ANSWERS = '4000000000000408'
const charges = () => selling.sandbox.world.gateway.charges
const tokenOf = (application: { id: string }) => offerToken(selling.context.secrets, application.id)
const accept = (application: { id: string }, cardToken: string | null = null) =>
  acceptOffer(selling.context, { token: tokenOf(application), cardToken, clientAddress: '192.0.2.200' })
const standingOf = async (application: { id: string }) =>
  (await readOfferOf(database.db, application.id, selling.clock.now()))?.standing ?? null
const eventsOf = (applicationId: string) =>
  database.db
    .selectFrom('events')
    .select(['type', 'payload'])
    .where('applicationId', '=', applicationId)
    .orderBy('id')
    .execute()
const ofOffer = (application: { id: string }) =>
  database.db
    .selectFrom('applications as a')
    .innerJoin('offers as o', 'o.id', 'a.offerId')
    .select(['a.id', 'a.state', 'a.kind', 'a.method', 'a.amountYen'])
    .where('o.applicationId', '=', application.id)
    .orderBy('a.startedAt')
    .execute()

describe('an accepted offer', () => {
  it('charges the saved card in one click, and is an application of its own', async () => {
    const application = await selling.sell(brings)
    const result = await accept(application)
    if (result.kind !== 'completed') throw new Error(result.kind)
    const { number, id } = result.application
    expect(charges().at(-1)).toMatchObject({
      orderId: number,
      amount: 16_500,
      customerId: charges().at(-2)?.customerId,
    })
    expect(await eventsOf(id)).toMatchObject([
      {
        type: 'application.completed',
        payload: { application: { number, kind: 'one_time_offer' }, product: { name: '個別相談' }, newCustomer: false },
      },
    ])
    expect(await standingOf(application)).toBe('accepted')
  })

  it('is charged once, however many clicks come at once and later', async () => {
    const application = await selling.sell(brings)
    const before = charges().length
    const results = await Promise.all([1, 2, 3, 4].map(() => accept(application)))
    const numbers = results.map((result) => ('application' in result ? result.application.number : result.kind))
    expect(new Set(numbers).size).toBe(1)
    expect(await accept(application)).toMatchObject({ kind: 'completed' })
    expect(charges().length).toBe(before + 1)
    expect(await ofOffer(application)).toMatchObject([{ state: 'completed', kind: 'one_time_offer' }])
  })

  it('gives a contract of its own when it is monthly, whose card is the one that was charged', async () => {
    const monthly = await selling.addProduct({ slug: 'salon', name: 'サロン', kind: 'monthly', priceYen: 1_980 })
    const product = await selling.addProduct({
      slug: 'book',
      name: '教本',
      kind: 'one_time',
      offerProductId: monthly.id,
    })
    const application = await selling.sell(product)
    const result = await accept(application)
    if (result.kind !== 'completed') throw new Error(result.kind)
    const contracts = database.db.selectFrom('contracts').selectAll()
    const [contract] = await contracts.where('applicationId', '=', result.application.id).execute()
    expect(contract).toMatchObject({ state: 'active', priceYen: 1_980, method: 'card' })
    const reference = (contract?.savedCard as { sealedReference: string } | null)?.sealedReference ?? ''
    expect(selling.context.secrets.open(reference)).toBe(charges().at(-1)?.customerId)
  })

  it('is sold at the price that was offered, whatever the product costs since', async () => {
    const application = await selling.sell(brings)
    await updateProduct(database.db, offered.id, { priceYen: 19_800 }, selling.clock.now())
    expect(await accept(application)).toMatchObject({ kind: 'completed', application: { amountYen: 16_500 } })
    await updateProduct(database.db, offered.id, { priceYen: 16_500 }, selling.clock.now())
  })

  it('is paid by transfer where the application was, at once and with a reference of its own', async () => {
    const before = charges().length
    const application = await selling.sell(brings, { payBy: { method: 'transfer' } })
    const result = await accept(application)
    if (result.kind !== 'completed') throw new Error(result.kind)
    const payments = await database.db
      .selectFrom('payments')
      .select(['state', 'reference', 'dueOn', 'amountYen'])
      .where('applicationId', 'in', [application.id, result.application.id])
      .orderBy('amountYen')
      .execute()
    expect(payments).toMatchObject([
      { state: 'expected', amountYen: 16_500, dueOn: '2026-11-30' },
      { state: 'expected', amountYen: 49_800, dueOn: '2026-11-30' },
    ])
    expect(new Set(payments.map(({ reference }) => reference)).size).toBe(2)
    expect(charges().length).toBe(before)
  })
})

describe('a declined card', () => {
  it('is told with the kind of the offer, is not charged again by a late click, and another card is', async () => {
    const application = await selling.sell(brings, { payBy: await selling.byCard(DECLINES_WHEN_SAVED) })
    const before = charges().length
    const declined = await accept(application)
    if (declined.kind !== 'declined') throw new Error(declined.kind)
    expect(await eventsOf(declined.application.id)).toMatchObject([
      { type: 'payment.application_card_failed', payload: { application: { kind: 'one_time_offer' } } },
    ])
    expect(await accept(application)).toEqual({ kind: 'refused', code: 'card_needed' })
    expect(charges().length).toBe(before + 1)
    expect(await standingOf(application)).toBe('open')
    expect(await accept(application, await selling.cardToken())).toMatchObject({ kind: 'completed' })
    expect((await ofOffer(application)).map(({ state }) => state)).toEqual(['declined', 'completed'])
  })
})

describe('an outcome that is not known', () => {
  it('is settled by looking, and charged once', async () => {
    const application = await selling.sell(brings)
    const before = charges().length
    expect(await accept(application, await selling.cardToken(NEVER_ANSWERS))).toMatchObject({ kind: 'confirming' })
    expect(await accept(application)).toMatchObject({ kind: 'confirming' })
    await refuseOffer(selling.context, tokenOf(application))
    expect(await standingOf(application)).toBe('open')
    await sql`update payments set settle_due_at = now() where state in ('started', 'unknown')`.execute(database.db)
    const work = settleCharges(selling.context)
    for (const payment of await work.claim(10)) await work.perform(payment)
    expect(await standingOf(application)).toBe('accepted')
    expect(charges().length).toBe(before + 1)
  })

  it('leads the cardholder back to the offer after 3-D Secure', async () => {
    const application = await selling.sell(brings)
    const asked = await accept(application, await selling.cardToken(ASKS_CARDHOLDER))
    if (asked.kind !== 'action_required') throw new Error(asked.kind)
    const confirmed = { method: 'POST', body: new URLSearchParams({ result: 'ok' }), redirect: 'manual' } as const
    const back = await fetch(asked.url, confirmed)
    expect(back.headers.get('location')).toContain(`http://shop.example/offer/${tokenOf(application)}/return`)
    const visit = await readOffer(selling.context, tokenOf(application))
    await settleByLooking(selling.context, visit?.standing.key ?? '')
    expect(await standingOf(application)).toBe('accepted')
  })
})

describe('an offer is over', () => {
  const closed = { kind: 'refused', code: 'offer_closed' }

  it('when it was refused, for good', async () => {
    const application = await selling.sell(brings)
    await refuseOffer(selling.context, tokenOf(application))
    expect(await accept(application)).toEqual(closed)
    expect(await standingOf(application)).toBe('refused')
  })

  it('when its time has passed, and no refusal is written then', async () => {
    const application = await selling.sell(brings)
    selling.clock.set('2026-11-23T05:30:00Z')
    expect(await accept(application)).toEqual(closed)
    await refuseOffer(selling.context, tokenOf(application))
    expect(await standingOf(application)).toBe('expired')
    selling.clock.set('2026-11-23T05:00:00Z')
  })

  it('when its product is not sold any more', async () => {
    const application = await selling.sell(brings)
    await updateProduct(database.db, offered.id, { state: 'archived' }, selling.clock.now())
    expect(await accept(application)).toEqual({ kind: 'refused', code: 'product_unavailable' })
    await updateProduct(database.db, offered.id, { state: 'published' }, selling.clock.now())
  })

  it('for nobody who does not hold its address', async () => {
    const made = { token: 'nobody-made-this', cardToken: null, clientAddress: '192.0.2.1' }
    expect(await acceptOffer(selling.context, made)).toEqual({ kind: 'refused', code: 'offer_unknown' })
  })

  it('either accepted or refused when both come at once', async () => {
    const application = await selling.sell(brings)
    const before = charges().length
    const [accepted] = await Promise.all([accept(application), refuseOffer(selling.context, tokenOf(application))])
    const won = accepted.kind === 'completed'
    expect(await standingOf(application)).toBe(won ? 'accepted' : 'refused')
    expect(charges().length).toBe(before + (won ? 1 : 0))
  })
})

describe('nothing is offered', () => {
  it.each([
    ['a product that is not published', { state: 'archived' }],
    ['a product that is paid another way', { cardAccepted: false }],
  ] as const)('of %s', async (_what, change) => {
    await updateProduct(database.db, offered.id, change, selling.clock.now())
    const application = await selling.sell(brings)
    expect(await standingOf(application)).toBeNull()
    await updateProduct(database.db, offered.id, { state: 'published', cardAccepted: true }, selling.clock.now())
  })

  it('that this customer took in this visit already', async () => {
    const first = await selling.sell(brings)
    await accept(first)
    const { familyName, givenName, familyKana, givenKana, email } = first
    const again = await selling.sell(brings, { applicant: { familyName, givenName, familyKana, givenKana, email } })
    expect(await standingOf(again)).toBeNull()
  })

  it('after an offer', async () => {
    await updateProduct(database.db, offered.id, { offerProductId: selling.product.id }, selling.clock.now())
    const result = await accept(await selling.sell(brings))
    if (result.kind !== 'completed') throw new Error(result.kind)
    expect(await standingOf(result.application)).toBeNull()
    await updateProduct(database.db, offered.id, { offerProductId: null }, selling.clock.now())
  })

  it('by an application that was rolled back', async () => {
    await sql`create function no_letters() returns trigger language plpgsql as $$ begin raise 'no letters'; end $$`.execute(
      database.db,
    )
    await sql`create trigger broken before insert on letters execute function no_letters()`.execute(database.db)
    const submission = { payBy: { method: 'transfer' } } as const
    await expect(selling.sell(brings, submission)).rejects.toThrow('no letters')
    await sql`drop function no_letters() cascade`.execute(database.db)
    const left = await database.db.selectFrom('applications').select('id').where('state', '=', 'started').execute()
    expect(left).toEqual([])
  })
})
