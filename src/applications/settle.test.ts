import { sql } from 'kysely'
import { beforeEach, describe, expect, it } from 'vitest'
import { testDatabase } from '../../tests/support/database.ts'
import { sellingShop } from '../../tests/support/selling.ts'
import { giveBack, watchForLateCharges } from '../payments/index.ts'
import type { DueWork } from '../platform/due-work.ts'
import { startDueWork } from '../platform/due-work.ts'
import { settleByLooking, submit } from './commands.ts'
import { settleCharges } from './due.ts'
import { readProgress } from './queries.ts'

const database = testDatabase()
const selling = sellingShop(database)

const NEVER_ANSWERS = '4000000000000408'
const ANSWERS_500 = '4000000000000500'
const HANGS_UP = '4000000000000523'
const ASKS_CARDHOLDER = '4000000000003220'
const BOUND = { timeout: 5_000, interval: 20 }
const COMPLETED = ['customer.provisionally_registered', 'application.completed']

const submissionWith = async (number: string) => selling.submission({ payBy: await selling.byCard(number) })
const charges = () => selling.sandbox.world.gateway.charges
/** Makes every open charge due, as if it had been begun so long ago. */
const age = (minutes: number) =>
  sql`update payments set settle_due_at = now(), sent_at = now() - ${minutes} * interval '1 minute'
    where state in ('started', 'unknown')`.execute(database.db)
/** One round of the due work. */
const settleDue = async () => {
  const work = settleCharges(selling.context)
  const claimed = await work.claim(10)
  await Promise.all(claimed.map((payment) => work.perform(payment)))
  return claimed.length
}

/** One round of work, whenever it is due. */
const doNow = async <Row>(work: DueWork<Row>, column: 'settle_due_at' | 'due_at', table: string, which: string) => {
  await sql`update ${sql.table(table)} set ${sql.ref(column)} = now() where ${sql.raw(which)}`.execute(database.db)
  for (const row of await work.claim(10)) await work.perform(row)
}
const giveBackDue = () => doNow(giveBack(selling.context), 'due_at', 'refunds', `state = 'started'`)
const lookForLateCharges = () =>
  doNow(
    watchForLateCharges(selling.context),
    'settle_due_at',
    'payments',
    `state = 'declined' and settle_due_at is not null`,
  )
const refundsOf = (email: string) =>
  database.db
    .selectFrom('refunds as r')
    .innerJoin('payments as p', 'p.id', 'r.paymentId')
    .innerJoin('applications as a', 'a.id', 'p.applicationId')
    .select(['r.state', 'r.amountYen', 'r.requestedBy', 'p.state as payment', 'p.refundedYen'])
    .where('a.email', '=', email)
    .execute()

/** The letter is the last thing of the transaction: it fails, and everything before it is rolled back. */
const whileLettersFail = async (work: () => Promise<void>) => {
  await sql`create function no_more_letters() returns trigger language plpgsql as $$ begin raise 'no more letters'; end $$`.execute(
    database.db,
  )
  await sql`create trigger broken before insert on letters execute function no_more_letters()`.execute(database.db)
  await work()
  await sql`drop function no_more_letters() cascade`.execute(database.db)
}

beforeEach(async () => {
  await database.db.deleteFrom('payments').where('state', 'in', ['started', 'unknown']).execute()
})

describe('a charge without an answer', () => {
  it.each([
    ['the gateway is silent', NEVER_ANSWERS],
    ['the gateway answers 500', ANSWERS_500],
  ])('is completed exactly once when %s', async (_how, number) => {
    const submission = await submissionWith(number)
    const { email } = submission.applicant
    const before = charges().length
    expect(await submit(selling.context, submission)).toMatchObject({ kind: 'confirming' })
    expect(await selling.eventsOf(email)).toEqual([])
    expect(await submit(selling.context, submission)).toMatchObject({ kind: 'confirming' })

    const loop = startDueWork(settleCharges(selling.context), selling.context.doorbell, selling.context.log)
    await age(0)
    await expect.poll(() => readProgress(database.db, submission.key), BOUND).toMatchObject({ kind: 'completed' })
    await loop.drain()
    expect(await selling.eventsOf(email)).toEqual(COMPLETED)
    expect(charges().length).toBe(before + 1)
  })

  it('counts as not made only after the grace; then the customer is told by letter', async () => {
    const submission = await submissionWith(HANGS_UP)
    const { email } = submission.applicant
    await submit(selling.context, submission)
    await age(1)
    await settleDue()
    expect(await readProgress(database.db, submission.key)).toMatchObject({ kind: 'confirming' })
    await age(2)
    await settleDue()
    const progress = await readProgress(database.db, submission.key)
    expect(progress).toMatchObject({
      kind: 'declined',
      application: { declineReason: expect.stringContaining('決済は行われませんでした') },
    })
    expect(await selling.eventsOf(email)).toEqual(['payment.application_card_failed'])
    const letters = await database.db
      .selectFrom('letters')
      .select(['kind', 'body'])
      .where('toAddress', '=', email)
      .execute()
    expect(letters.map((letter) => letter.kind)).toEqual(['application_not_charged'])
    expect(letters[0]?.body).toContain('http://shop.example/apply/piano')
  })

  it('waits while the gateway cannot be asked', async () => {
    const submission = await submissionWith(NEVER_ANSWERS)
    await submit(selling.context, submission)
    await selling.setGateway({ secretKey: 'sk_wrong' })
    await age(5)
    expect(await settleDue()).toBe(1)
    expect(await settleDue()).toBe(0)
    expect(await readProgress(database.db, submission.key)).toMatchObject({ kind: 'confirming' })
    await selling.setGateway({})
    await age(5)
    await settleDue()
    expect(await readProgress(database.db, submission.key)).toMatchObject({ kind: 'completed' })
  })

  it('is told by nobody when two settle it at once', async () => {
    const submission = await submissionWith(NEVER_ANSWERS)
    await submit(selling.context, submission)
    await Promise.all([1, 2, 3].map(() => settleByLooking(selling.context, submission.key)))
    expect(await selling.eventsOf(submission.applicant.email)).toEqual(COMPLETED)
  })
})

describe('a process that dies after the charge', () => {
  it('leaves no event behind, and the due work completes the application without another charge', async () => {
    const submission = await selling.submission()
    const { email } = submission.applicant
    const before = charges().length
    await whileLettersFail(() => expect(submit(selling.context, submission)).rejects.toThrow('no more letters'))
    expect(await readProgress(database.db, submission.key)).toMatchObject({ kind: 'confirming' })
    expect(await selling.eventsOf(email)).toEqual([])
    expect(await database.db.selectFrom('customers').select('id').where('emailKey', '=', email).execute()).toEqual([])

    expect(await settleDue()).toBe(0)
    await age(1)
    expect(await settleDue()).toBe(1)
    expect(await readProgress(database.db, submission.key)).toMatchObject({ kind: 'completed' })
    expect(await selling.eventsOf(email)).toEqual(COMPLETED)
    expect(charges().length).toBe(before + 1)
  })
})

describe('a charge that comes after the customer was told that there was none', () => {
  /** A process stands still between its commit and its call; `meanwhile` the charge is given up. */
  const chargeLate = async () => {
    const submission = await selling.submission()
    selling.sandbox.world.faults.gateway = { mode: 'slow', timesLeft: 1, delayMs: 250, afterAccepting: false }
    const late = submit(selling.context, submission)
    const settledMeanwhile = async () => {
      await age(3)
      await settleDue()
      return readProgress(database.db, submission.key)
    }
    await expect.poll(settledMeanwhile, BOUND).toMatchObject({ kind: 'declined' })
    return { late, email: submission.applicant.email }
  }
  const paymentsOf = (email: string) =>
    sql`(select p.id from payments p join applications a on a.id = p.application_id where a.email = ${email})`
  const doubt = (email: string) =>
    sql`update payments set settle_due_at = now() where id in ${paymentsOf(email)}`.execute(database.db)
  const startedRefund = { state: 'started', amountYen: 3_980, requestedBy: 'システム', payment: 'declined' }

  it('is given back until the gateway says so, once, whoever finds it', async () => {
    const { late, email } = await chargeLate()
    expect(await late).toMatchObject({ kind: 'declined' })
    expect(charges().at(-1)).toMatchObject({ status: 'succeeded', refundedAmount: 0 })
    expect(await refundsOf(email)).toMatchObject([startedRefund])
    // The due work had taken it up before the process wrote that it charged.
    await doubt(email)
    await lookForLateCharges()
    selling.sandbox.world.faults.gateway = { mode: '500', timesLeft: 1, delayMs: 0, afterAccepting: true }
    await giveBackDue()
    expect(await refundsOf(email)).toMatchObject([startedRefund])
    await giveBackDue()
    expect(await refundsOf(email)).toMatchObject([{ state: 'refunded', payment: 'declined', refundedYen: 0 }])
    expect(charges().at(-1)).toMatchObject({ refundedAmount: 3_980 })
    expect(await selling.eventsOf(email)).toEqual(['payment.application_card_failed'])
  })

  it('is found when its process died before it could write that', async () => {
    const { late, email } = await chargeLate()
    await late
    await sql`delete from refunds where payment_id in ${paymentsOf(email)}`.execute(database.db)
    await doubt(email)
    await lookForLateCharges()
    expect(await refundsOf(email)).toMatchObject([startedRefund])
  })

  it('is 要対応 when the gateway refuses to give it back', async () => {
    const { late, email } = await chargeLate()
    await late
    const charge = charges().at(-1)
    if (charge) charge.refundedAmount = charge.amount
    await giveBackDue()
    expect(await refundsOf(email)).toMatchObject([{ state: 'refused' }])
    const told = await database.db
      .selectFrom('attention')
      .select(['title', 'detail'])
      .where('kind', '=', 'refund')
      .execute()
    expect(told).toMatchObject([
      {
        title: expect.stringMatching(/^返金できませんでした: 山田 花子 様 3,980円\(申込番号 A-/),
        detail: expect.stringContaining('返金の理由: 決済できなかったものとして'),
      },
    ])
  })

  it('is looked for a few times only, and not where the gateway itself said that no money moved', async () => {
    const declined = await submissionWith('4000000000000002')
    await submit(selling.context, declined)
    const absent = await submissionWith(HANGS_UP)
    await submit(selling.context, absent)
    await age(3)
    await settleDue()
    const looked: number[] = []
    const watched = sql<{
      n: number
    }>`select count(*)::int as n from payments where state = 'declined' and settle_due_at is not null`
    const before = (await watched.execute(database.db)).rows[0]?.n ?? 0
    expect(before).toBeGreaterThan(0)
    for (let n = 0; n < 5; n++) {
      await lookForLateCharges()
      looked.push((await watched.execute(database.db)).rows[0]?.n ?? -1)
    }
    expect(looked.at(-1)).toBe(0)
    expect(looked.slice(0, 4)).not.toContain(0)
  })
})

describe('3-D Secure', () => {
  it.each([
    ['ok', 'completed', COMPLETED],
    ['cancel', 'declined', ['payment.application_card_failed']],
  ])('after %s the application is %s', async (result, kind, events) => {
    const submission = await submissionWith(ASKS_CARDHOLDER)
    const asked = await submit(selling.context, submission)
    if (asked.kind !== 'action_required') throw new Error(asked.kind)
    expect(await settleByLooking(selling.context, submission.key)).toMatchObject({
      kind: 'action_required',
      url: asked.url,
    })
    const back = await fetch(asked.url, { method: 'POST', body: new URLSearchParams({ result }), redirect: 'manual' })
    expect(back.headers.get('location')).toContain(`http://shop.example/apply/return/${submission.key}`)
    expect(await settleByLooking(selling.context, submission.key)).toMatchObject({ kind })
    expect(await selling.eventsOf(submission.applicant.email)).toEqual(events)
  })
})
