import { sql } from 'kysely'
import { beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { simpleForm } from '../../sandbox/newsletter/forms.ts'
import { testDatabase } from '../../tests/support/database.ts'
import { applicationCompleted, startTelling, until } from '../../tests/support/telling.ts'
import { asConnector } from '../integrations/connector.ts'
import { fetchForm } from '../integrations/netshonin/fetch-form.ts'
import { netshonin, netshoninDefinition } from '../integrations/netshonin/index.ts'
import { transact } from '../platform/database.ts'
import { newId, newNumber } from '../platform/ids.ts'
import { lookForManualWork } from './index.ts'
import { sweepListWork, takeListChanges } from './list-work.ts'
import { listListWork } from './queries.ts'
import { finishListWork, finishManualRegistration } from './todo.ts'

const database = testDatabase()
const NOBODY = { ring: () => {} }
const sweep = () =>
  transact(database.db, NOBODY, async (tx) => sweepListWork(tx, 'netshonin', (await takeListChanges(tx)).customerIds))
const changes = async () => (await sql`select 1 from list_changes`.execute(database.db)).rows.length
const open = () => listListWork(database.db, { state: 'open' }, { limit: 100 })

let customerId: string
beforeAll(async () => {
  const product = { slug: 'p', name: '講座', kind: 'monthly', priceYen: 100 }
  await database.db
    .insertInto('products')
    .values({ id: newId(), ...product })
    .execute()
})
beforeEach(async () => {
  await sql`truncate list_changes, manual_list_work, manual_registrations, deliveries, events, contracts, applications, customers cascade`.execute(
    database.db,
  )
  customerId = newId()
  await database.db
    .insertInto('customers')
    .values({
      ...{ id: customerId, familyName: '山田', givenName: '花子', state: 'registered', createdAt: new Date() },
      ...{ email: 'hanako@customer.example', emailKey: 'hanako@customer.example' },
    })
    .execute()
})

/** A purchase with the lists it put its buyer on: the shop's own, and its product's. */
async function purchase(lists: { general?: string; product?: string }, state = 'delivered') {
  const { db } = database
  const applicationId = newId()
  const person = { familyName: '山田', givenName: '花子', email: 'hanako@customer.example' }
  const { id: productId } = await db.selectFrom('products').select('id').executeTakeFirstOrThrow()
  await db
    .insertInto('applications')
    .values({
      ...{ id: applicationId, number: newNumber('A'), submissionKey: newId(), productId, customerId, ...person },
      ...{ state: 'completed', amountYen: 100, productName: '講座', productKind: 'monthly', startedAt: new Date() },
    })
    .execute()
  const contractId = newId()
  await db
    .insertInto('contracts')
    .values({
      ...{ id: contractId, number: newNumber('C'), customerId, productId, applicationId, priceYen: 100 },
      ...{ state: 'active', anchorDate: '2028-01-31', createdAt: new Date() },
    })
    .execute()
  const event = async (type: string, payload: object, planId: string | undefined) => {
    const row = await db
      .insertInto('events')
      .values({
        ...{ type, version: 1, actor: '{}', occurredAt: new Date(), customerId, applicationId },
        payload: JSON.stringify({ customer: person, ...payload }),
      })
      .returning('id')
      .executeTakeFirstOrThrow()
    if (planId === undefined) return null
    const delivery = {
      eventId: row.id,
      connector: 'netshonin',
      target: planId,
      postId: 1,
      state,
      finishedAt: new Date(),
    }
    return db.insertInto('deliveries').values(delivery).returning('id').executeTakeFirstOrThrow()
  }
  await event('customer.provisionally_registered', {}, lists.general)
  const delivery = await event('application.completed', { netshoninPlanId: lists.product ?? null }, lists.product)
  return { applicationId, contractId, deliveryId: delivery?.id ?? 0 }
}

const cancelContract = (id: string) =>
  database.db.updateTable('contracts').set({ state: 'cancelled' }).where('id', '=', id).execute()
const call = (change: { familyName?: string; givenName?: string; email?: string; state?: string }) =>
  database.db.updateTable('customers').set(change).where('id', '=', customerId).execute()

describe('somebody who no longer belongs on a list', () => {
  it('is to be deleted after a cancelled contract, once', async () => {
    const { contractId } = await purchase({ general: '101', product: '201' })
    await sweep()
    expect(await open()).toEqual([])
    await cancelContract(contractId)
    await sweep()
    await sweep()
    expect(await open()).toMatchObject([
      { kind: 'delete', cause: 'contract_cancelled', planId: '201', email: 'hanako@customer.example', newEmail: null },
      { kind: 'delete', cause: 'contract_cancelled', planId: '101' },
    ])
  })

  it('is to be deleted after a cancelled application', async () => {
    const { applicationId } = await purchase({ product: '201' })
    await database.db.updateTable('applications').set({ state: 'cancelled' }).where('id', '=', applicationId).execute()
    await sweep()
    expect(await open()).toMatchObject([{ kind: 'delete', cause: 'application_cancelled', planId: '201' }])
  })

  it('stays on the list of new customers, and on that of a product bought twice, while a purchase lives', async () => {
    const first = await purchase({ general: '101', product: '201' })
    await purchase({ product: '201' })
    const other = await purchase({ product: '202' })
    await cancelContract(first.contractId)
    await cancelContract(other.contractId)
    await sweep()
    expect(await open()).toMatchObject([{ kind: 'delete', planId: '202' }])
  })

  it('is to be deleted everywhere after leaving', async () => {
    await purchase({ general: '101', product: '201' })
    await call({ state: 'withdrawn' })
    await sweep()
    expect((await open()).map(({ cause, planId }) => [cause, planId])).toEqual([
      ['customer_withdrawn', '201'],
      ['customer_withdrawn', '101'],
    ])
  })

  it('is not asked for again once it is done, until put on the list anew', async () => {
    const { contractId } = await purchase({ product: '201' })
    await cancelContract(contractId)
    await sweep()
    const [entry] = await open()
    expect(await finishListWork(database.db, entry?.id ?? 0, '店主')).toMatchObject({
      kind: 'done',
      entry: { doneBy: '店主' },
    })
    await sweep()
    expect(await open()).toEqual([])
    const again = await purchase({ product: '201' })
    await cancelContract(again.contractId)
    await sweep()
    expect(await open()).toMatchObject([{ kind: 'delete', planId: '201' }])
  })

  it('was never on the list when the registration failed, unless staff registered by hand', async () => {
    const { contractId, deliveryId } = await purchase({ product: '201' }, 'refused')
    await cancelContract(contractId)
    await sweep()
    expect(await open()).toEqual([])
    const person = { familyName: '山田', givenName: '花子', email: 'hanako@customer.example' }
    const entry = { deliveryId, ...person, planId: '201', reason: 'x' }
    const { id } = await database.db
      .insertInto('manualRegistrations')
      .values(entry)
      .returning('id')
      .executeTakeFirstOrThrow()
    await finishManualRegistration(database.db, id, '店主')
    await sweep()
    expect(await open()).toMatchObject([{ kind: 'delete', planId: '201' }])
  })
})

describe('somebody who is called otherwise now', () => {
  const moved = { familyName: '佐藤', email: 'sato@customer.example' }

  it('is to be changed on every list: from and to', async () => {
    await purchase({ general: '101', product: '201' })
    await call(moved)
    await sweep()
    const change = { kind: 'change', cause: 'customer_changed', familyName: '山田', email: 'hanako@customer.example' }
    const to = { newFamilyName: '佐藤', newGivenName: '花子', newEmail: 'sato@customer.example' }
    expect(await open()).toMatchObject([
      { ...change, ...to, planId: '201' },
      { ...change, ...to, planId: '101' },
    ])
  })

  it('and back again: nothing is left to do', async () => {
    await purchase({ product: '201' })
    await call(moved)
    await sweep()
    await call({ familyName: '山田', email: 'HANAKO@customer.example' })
    await sweep()
    expect(await open()).toEqual([])
  })

  it('and otherwise once more: one entry under a new id, so that nobody ticks off what they have not read', async () => {
    await purchase({ product: '201' })
    await call(moved)
    await sweep()
    const [first] = await open()
    await call({ email: 'new@customer.example' })
    await sweep()
    expect(await open()).toMatchObject([{ email: 'hanako@customer.example', newEmail: 'new@customer.example' }])
    expect(await finishListWork(database.db, first?.id ?? 0, '店主')).toEqual({ kind: 'unknown_entry' })
  })

  it('after it was done: from what staff wrote there', async () => {
    await purchase({ product: '201' })
    await call(moved)
    await sweep()
    const [first] = await open()
    await finishListWork(database.db, first?.id ?? 0, '店主')
    expect(await finishListWork(database.db, first?.id ?? 0, '店主')).toEqual({ kind: 'already_done' })
    await sweep()
    expect(await open()).toEqual([])
    await call({ email: 'third@customer.example' })
    await sweep()
    expect(await open()).toMatchObject([
      { familyName: '佐藤', email: 'sato@customer.example', newEmail: 'third@customer.example' },
    ])
  })

  it('is to be deleted rather than changed when the contract ended too, by the name that the list has', async () => {
    const { contractId } = await purchase({ product: '201' })
    await call(moved)
    await sweep()
    await cancelContract(contractId)
    await sweep()
    expect(await open()).toMatchObject([{ kind: 'delete', email: 'hanako@customer.example', newEmail: null }])
  })
})

describe('who is looked at', () => {
  const moved = { familyName: '佐藤' }

  it('is nobody while nothing that lists know of changes', async () => {
    const { contractId } = await purchase({ product: '201' })
    const { db } = database
    await call({ familyName: '山田', email: 'hanako@customer.example' })
    await db.updateTable('customers').set({ newsletter: true }).where('id', '=', customerId).execute()
    await db.updateTable('contracts').set({ termNo: 1, state: 'active' }).where('id', '=', contractId).execute()
    expect(await changes()).toBe(0)
  })

  it('is who changed, once, and nobody else', async () => {
    await purchase({ product: '201' })
    await call(moved)
    await database.db.updateTable('customers').set({ state: 'registered' }).execute()
    expect(await transact(database.db, NOBODY, takeListChanges)).toEqual({ customerIds: [customerId], more: false })
    await sweep()
    // Taken already, by somebody who wrote nothing.
    expect(await open()).toEqual([])
  })

  it('is looked at again when looking failed', async () => {
    await purchase({ product: '201' })
    await call(moved)
    const crash = transact(database.db, NOBODY, async (tx) => {
      await sweepListWork(tx, 'netshonin', (await takeListChanges(tx)).customerIds)
      throw new Error('killed')
    })
    await expect(crash).rejects.toThrow('killed')
    expect(await open()).toEqual([])
    await sweep()
    expect(await open()).toMatchObject([{ kind: 'change', newFamilyName: '佐藤' }])
  })

  it('is also who was renamed while the registration was on its way', async () => {
    const telling = await startTelling(database.db, database.url, [asConnector(netshonin())])
    const { context, sandbox } = telling
    try {
      const reading = await fetchForm(context.http, `${sandbox.url}${simpleForm.path}`)
      if (reading.kind !== 'read') throw new Error(reading.reason)
      await transact(database.db, NOBODY, async (tx) => {
        const { value } = await context.settings.readForSave(tx, netshoninDefinition)
        await context.settings.write(tx, netshoninDefinition, { ...value, ...reading.settings, enabled: true }, 'test')
      })
      await call({ givenName: '月子' })
      await sweep()
      await telling.tell({ ...applicationCompleted(), about: { customerId } })
      telling.start()
      const found = await until(
        () => lookForManualWork(context).then(open),
        (entries) => entries.length > 0,
      )
      expect(found).toMatchObject([{ kind: 'change', planId: '201', familyName: '佐藤', newGivenName: '月子' }])
    } finally {
      await telling.close()
    }
  })
})
