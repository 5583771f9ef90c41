import { describe, expect, it } from 'vitest'
import { testDatabase } from '../../tests/support/database.ts'
import { applicantNamed, sellingShop } from '../../tests/support/selling.ts'
import { updateProduct } from '../products/index.ts'
import { submit } from './commands.ts'

const database = testDatabase()
const selling = sellingShop(database)

const ANOTHER_CARD_PLEASE = '4000000000000002'
const chargesOf = (orderId: string) =>
  selling.sandbox.world.gateway.charges.filter((charge) => charge.orderId === orderId)
const customersWith = (emailKey: string) =>
  database.db.selectFrom('customers').selectAll().where('emailKey', '=', emailKey).execute()
const lettersTo = (address: string) =>
  database.db.selectFrom('letters').selectAll().where('toAddress', '=', address).execute()
const contractsOf = (applicationId: string) =>
  database.db.selectFrom('contracts').selectAll().where('applicationId', '=', applicationId).execute()
const paymentsOf = (applicationId: string) =>
  database.db.selectFrom('payments').selectAll().where('applicationId', '=', applicationId).execute()

describe('an application for a monthly product', () => {
  it('makes one charge, a provisional customer, a contract, two events and a letter with the link', async () => {
    const submission = await selling.submission()
    const { email } = submission.applicant
    const result = await submit(selling.context, submission)
    if (result.kind !== 'completed') throw new Error(result.kind)
    const { application } = result

    expect(chargesOf(application.number)).toMatchObject([{ amount: 3_980, status: 'succeeded', saveCard: true }])
    expect(await customersWith(email)).toMatchObject([{ familyName: '山田', givenName: '花子', state: 'provisional' }])
    expect(await selling.eventsOf(email)).toEqual(['customer.provisionally_registered', 'application.completed'])
    const [contract] = await contractsOf(application.id)
    expect(contract).toMatchObject({ state: 'active', priceYen: 3_980, anchorDate: '2026-11-23', termNo: 0 })
    expect(await paymentsOf(application.id)).toMatchObject([
      { state: 'succeeded', contractId: contract?.id, termNo: 0 },
    ])

    const [letter] = await lettersTo(email)
    expect(letter?.subject).toBe(`【こもれび音楽教室】お申し込みありがとうございます(${application.number})`)
    for (const words of [
      '山田 花子 様',
      application.number,
      '3,980円',
      '2026年12月23日',
      '解約',
      'http://shop.example/register/',
    ])
      expect(letter?.body).toContain(words)
  })

  it('keeps what a saved card is charged by out of sight', async () => {
    const submission = await selling.submission()
    const result = await submit(selling.context, submission)
    if (result.kind !== 'completed') throw new Error(result.kind)
    const [charge] = chargesOf(result.application.number)
    const rows = JSON.stringify([await contractsOf(result.application.id), await paymentsOf(result.application.id)])
    expect(charge?.customerId).toMatch(/^cus_/)
    expect(rows).not.toContain(charge?.customerId)
  })
})

it('gives no contract for a product that is paid once', async () => {
  const product = await selling.addProduct({ slug: 'book', name: '教本', kind: 'one_time', priceYen: 2_200 })
  const confirmed = { name: product.name, kind: product.kind, priceYen: product.priceYen }
  const result = await submit(selling.context, await selling.submission({ productId: product.id, confirmed }))
  if (result.kind !== 'completed') throw new Error(result.kind)
  expect(await contractsOf(result.application.id)).toEqual([])
})

describe('one submission key', () => {
  it('makes one application and one charge, however many submits come at once', async () => {
    const submission = await selling.submission()
    const results = await Promise.all([1, 2, 3, 4].map(() => submit(selling.context, submission)))
    const numbers = new Set(
      results.map((result) => (result.kind === 'refused' ? result.code : result.application.number)),
    )
    expect(numbers.size).toBe(1)
    expect(chargesOf([...numbers].join()).length).toBe(1)
    expect(await selling.eventsOf(submission.applicant.email)).toEqual([
      'customer.provisionally_registered',
      'application.completed',
    ])
    expect(await submit(selling.context, submission)).toMatchObject({ kind: 'completed' })
    expect((await lettersTo(submission.applicant.email)).length).toBe(1)
  })

  it('is not charged again after a decline, whatever card comes with it', async () => {
    const submission = await selling.submission({ payBy: await selling.byCard(ANOTHER_CARD_PLEASE) })
    await submit(selling.context, submission)
    const again = await submit(selling.context, { ...submission, payBy: await selling.byCard() })
    expect(again).toMatchObject({ kind: 'declined' })
    expect(await selling.eventsOf(submission.applicant.email)).toEqual(['payment.application_card_failed'])
  })
})

it('makes no customer, contract or letter of a declined card', async () => {
  const submission = await selling.submission({ payBy: await selling.byCard(ANOTHER_CARD_PLEASE) })
  const { email } = submission.applicant
  const result = await submit(selling.context, submission)
  if (result.kind !== 'declined') throw new Error(result.kind)
  expect(result.application.declineReason).toContain('カード会社の承認が得られませんでした')
  expect(await selling.eventsOf(email)).toEqual(['payment.application_card_failed'])
  expect([await customersWith(email), await lettersTo(email), await contractsOf(result.application.id)]).toEqual([
    [],
    [],
    [],
  ])
})

describe('an address that is a customer’s already', () => {
  it('is accepted without a second 仮登録, and nothing stored of the customer changes', async () => {
    const first = await selling.submission()
    const { email } = first.applicant
    await submit(selling.context, first)
    const typed = applicantNamed(` ${email.toUpperCase()} `, { familyName: '鈴木', givenName: '一郎' })
    expect(await submit(selling.context, await selling.submission({ applicant: typed }))).toMatchObject({
      kind: 'completed',
    })
    expect(await selling.eventsOf(email)).toEqual([
      'customer.provisionally_registered',
      'application.completed',
      'application.completed',
    ])
    expect(await customersWith(email)).toMatchObject([{ familyName: '山田', givenName: '花子' }])
  })

  it('gets one 仮登録 when two applications of it come at once', async () => {
    const one = await selling.submission()
    const two = await selling.submission({ applicant: one.applicant })
    await Promise.all([submit(selling.context, one), submit(selling.context, two)])
    const types = await selling.eventsOf(one.applicant.email)
    expect(types.toSorted()).toEqual([
      'application.completed',
      'application.completed',
      'customer.provisionally_registered',
    ])
  })
})

describe('refusals, before the gateway is asked', () => {
  const nothingWritten = async (key: string) =>
    expect(
      await database.db.selectFrom('applications').select('id').where('submissionKey', '=', key).execute(),
    ).toEqual([])

  it('a price other than the confirmed one', async () => {
    const submission = await selling.submission({
      confirmed: { name: selling.product.name, kind: 'monthly', priceYen: 1 },
    })
    expect(await submit(selling.context, submission)).toEqual({ kind: 'refused', code: 'product_changed' })
    await nothingWritten(submission.key)
  })

  it('a product that is not published any more', async () => {
    const product = await selling.addProduct({ slug: 'old' })
    await updateProduct(database.db, product.id, { state: 'archived' }, selling.clock.now())
    const submission = await selling.submission({ productId: product.id })
    expect(await submit(selling.context, submission)).toEqual({ kind: 'refused', code: 'product_unavailable' })
  })

  it('no gateway set', async () => {
    await selling.setGateway({ gateway: 'none' })
    const submission = await selling.submission()
    expect(await submit(selling.context, submission)).toEqual({ kind: 'refused', code: 'payments_unavailable' })
    await selling.setGateway({})
  })

  it('the 20th attempt within an hour from one address, with no event', async () => {
    const clientAddress = '203.0.113.77'
    const results: string[] = []
    for (let n = 1; n <= 20; n++) {
      const submission = await selling.submission({
        clientAddress,
        payBy: await selling.byCard(ANOTHER_CARD_PLEASE),
      })
      const result = await submit(selling.context, submission)
      results.push(result.kind === 'refused' ? result.code : result.kind)
      if (result.kind !== 'refused') continue
      await nothingWritten(submission.key)
      expect(await selling.eventsOf(submission.applicant.email)).toEqual([])
    }
    expect(results).toEqual([...Array(19).fill('declined'), 'too_many_attempts'])
  })
})
