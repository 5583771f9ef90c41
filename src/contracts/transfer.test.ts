import { beforeAll, describe, expect, it } from 'vitest'
import { testDatabase } from '../../tests/support/database.ts'
import { openTransferShop, PRICE, type Sale, type TransferShop } from '../../tests/support/transfers.ts'
import type { Actor } from '../events/index.ts'
import { postponeTransfer } from '../payments/index.ts'
import { transact } from '../platform/database.ts'
import { newId } from '../platform/ids.ts'
import { lockContract, type StoredContract } from './stored.ts'
import { ruledPart } from './transfer.ts'
import { confirmTransfer, type Receipt } from './transfer-confirm.ts'
import { expectTerm } from './transfer-due.ts'
import { readTransferScene } from './transfer-scene.ts'
import { undoConfirmation } from './transfer-undo.ts'

const database = testDatabase()
const STAFF: Actor = { kind: 'staff', id: 'staff-1', name: '経理 花' }
const MORNING_AFTER = '2026-12-03T00:00:00Z'

let shop: TransferShop
beforeAll(() => {
  shop = openTransferShop(database.db)
})

/** The clock of each test begins with its sale. */
async function sell(kind: 'monthly' | 'one_time' = 'monthly'): Promise<Sale> {
  shop.clock.set('2026-11-25T05:00:00Z')
  return shop.apply(kind)
}

const confirm = (sale: Sale, change: Partial<Receipt> = {}) =>
  confirmTransfer(
    shop.context,
    {
      ...{ paymentId: sale.paymentId, paidYen: PRICE, paidOn: '2026-11-25', payerName: 'ﾔﾏﾀﾞ ﾊﾅｺ' },
      ...{ differenceNote: null, line: null, ...change },
    },
    STAFF,
  )
const undo = (sale: Sale) => undoConfirmation(shop.context, sale.paymentId, STAFF)

async function contractOf({ contractId }: Sale): Promise<StoredContract> {
  const contract = await transact(database.db, shop.context.doorbell, (tx) => lockContract(tx, contractId ?? ''))
  if (contract === null) throw new Error('no contract')
  return contract
}

const paymentOf = ({ paymentId }: Sale) =>
  database.db.selectFrom('payments').selectAll().where('id', '=', paymentId).executeTakeFirstOrThrow()

const confirmationLetterTo = async ({ customerId }: Sale) => {
  const letters = database.db.selectFrom('letters').select('body').where('customerId', '=', customerId)
  return (await letters.where('kind', '=', 'transfer_confirmed').executeTakeFirstOrThrow()).body
}

const openAttention = async ({ paymentId }: Sale) => {
  const rows = await database.db
    .selectFrom('attention')
    .select('kind')
    .where('subject', '=', paymentId)
    .where('doneAt', 'is', null)
    .execute()
  return rows.map(({ kind }) => kind)
}

/** Begins the contract's next term as the due work of contracts does. */
const beginTerm = (sale: Sale) =>
  transact(database.db, shop.context.doorbell, async (tx) => {
    const scene = await readTransferScene(tx, shop.context, { kind: 'system' })
    const contract = await lockContract(tx, sale.contractId ?? '')
    if (contract !== null) await expectTerm(tx, scene, contract)
  })

describe('an application that is paid by transfer', () => {
  it('is reminded of once, then overdue; paid, its contract goes on; undone, it is suspended again and told so', async () => {
    const sale = await sell()
    await shop.work()
    shop.clock.set('2026-11-30T00:00:00Z')
    await shop.work()
    await shop.work()
    expect(await shop.lettersTo(sale)).toEqual(['transfer_reminder'])
    shop.clock.set('2026-12-02T14:59:59Z')
    await shop.work()
    expect((await contractOf(sale)).state).toBe('active')
    shop.clock.set(MORNING_AFTER)
    await shop.work()
    const suspended = await contractOf(sale)
    expect(suspended).toMatchObject({ state: 'suspended', suspendedReason: 'payment_unconfirmed', dueOn: null })
    expect(await paymentOf(sale)).toMatchObject({ state: 'overdue', dueAt: null })

    expect(await confirm(sale, { paidOn: '2026-12-03' })).toEqual({ kind: 'confirmed' })
    expect(await contractOf(sale)).toMatchObject({ state: 'active', dueOn: '2026-12-25' })
    expect(await paymentOf(sale)).toMatchObject({ state: 'confirmed', confirmedBy: '経理 花', payerName: 'ﾔﾏﾀﾞ ﾊﾅｺ' })

    expect(await undo(sale)).toEqual({ kind: 'undone' })
    expect(ruledPart(await contractOf(sale))).toEqual(ruledPart(suspended))
    expect(await paymentOf(sale)).toMatchObject({ state: 'overdue', settledAt: null, payerName: null })
    expect(await shop.eventsOf(sale)).toEqual(['contract.suspended', 'contract.resumed', 'contract.suspended'])
    const [reminder, ...rest] = await shop.lettersTo(sale)
    expect(reminder).toBe('transfer_reminder')
    expect(rest).toEqual(['suspended', 'transfer_confirmed', 'suspended'])
    expect(await confirmationLetterTo(sale)).toContain('ただいま再開いたしました')
    expect(await confirm(sale)).toEqual({ kind: 'confirmed' })
  })

  it('paid in time and undone is expected again, and still falls overdue', async () => {
    const sale = await sell()
    expect(await confirm(sale)).toEqual({ kind: 'confirmed' })
    expect(await confirmationLetterTo(sale)).not.toContain('再開')
    expect(await undo(sale)).toEqual({ kind: 'undone' })
    expect((await paymentOf(sale)).state).toBe('expected')
    shop.clock.set(MORNING_AFTER)
    await shop.work()
    expect((await paymentOf(sale)).state).toBe('overdue')
    expect(await shop.eventsOf(sale)).toEqual(['contract.suspended'])
  })

  it('for a product that is bought once: overdue is 要対応 until it is paid, and again when that is undone', async () => {
    const sale = await sell('one_time')
    shop.clock.set(MORNING_AFTER)
    await shop.work()
    expect(await openAttention(sale)).toEqual(['transfer_overdue'])
    await confirm(sale)
    expect(await openAttention(sale)).toEqual([])
    await undo(sale)
    expect(await openAttention(sale)).toEqual(['transfer_overdue'])
    expect(await shop.eventsOf(sale)).toEqual([])
  })
})

describe('a renewal by transfer', () => {
  it('grants the term, expects its money and says when the next begins; no further one while that is open', async () => {
    const sale = await sell()
    await confirm(sale)
    shop.clock.set('2026-12-25T00:00:00Z')
    await beginTerm(sale)
    expect(await contractOf(sale)).toMatchObject({
      termNo: 1,
      state: 'active',
      dueOn: '2027-01-25',
    })
    const renewal = await database.db
      .selectFrom('payments')
      .selectAll()
      .where('contractId', '=', sale.contractId)
      .where('purpose', '=', 'renewal')
      .executeTakeFirstOrThrow()
    expect(renewal).toMatchObject({ termNo: 1, amountYen: PRICE, state: 'expected', dueOn: '2027-01-01' })
    expect(await shop.lettersTo(sale)).toEqual(['transfer_confirmed', 'transfer_due'])

    await beginTerm(sale)
    expect(await contractOf(sale)).toMatchObject({ termNo: 1, dueOn: null })
    await confirm({ ...sale, paymentId: renewal.id })
    expect((await contractOf(sale)).dueOn).toBe('2027-01-25')
  })

  it('paid after its term has passed begins anew that day; undone, it does not', async () => {
    const sale = await sell()
    shop.clock.set(MORNING_AFTER)
    await shop.work()
    shop.clock.set('2027-01-10T03:00:00Z')
    await confirm(sale)
    expect(await contractOf(sale)).toMatchObject({
      anchorDate: '2027-01-10',
      anchorTerm: 0,
      termNo: 0,
      state: 'active',
    })
    await undo(sale)
    expect(await contractOf(sale)).toMatchObject({ anchorDate: '2026-11-25', termNo: 0, state: 'suspended' })
  })

  it('with a new due day is expected and reminded of again', async () => {
    const sale = await sell()
    shop.clock.set(MORNING_AFTER)
    await shop.work()
    await transact(database.db, shop.context.doorbell, (tx) =>
      postponeTransfer(tx, sale.contractId ?? '', '2026-12-20'),
    )
    await shop.work()
    expect(await paymentOf(sale)).toMatchObject({ state: 'expected', dueAt: new Date('2026-12-18T00:00:00Z') })
    shop.clock.set('2026-12-18T00:00:00Z')
    await shop.work()
    expect(await shop.lettersTo(sale)).toEqual(['suspended', 'transfer_reminder'])
  })
})

describe('refusals', () => {
  it('of what cannot be confirmed', async () => {
    const sale = await sell()
    const refused = (code: string) => ({ kind: 'refused', code })
    expect(await confirm({ ...sale, paymentId: newId() })).toEqual(refused('unknown_transfer'))
    expect(await confirm(sale, { paidYen: PRICE - 500 })).toEqual(refused('amount_differs'))
    expect(await confirm(sale, { paidOn: '2026-11-26' })).toEqual(refused('paid_in_future'))
    expect(await confirm(sale, { paidYen: PRICE - 500, differenceNote: '手数料を引かれていた' })).toEqual({
      kind: 'confirmed',
    })
    expect(await confirm(sale)).toEqual(refused('already_confirmed'))
    const kept = await database.db
      .selectFrom('transferConfirmations')
      .select(['paidYen', 'differenceNote'])
      .where('paymentId', '=', sale.paymentId)
      .execute()
    expect(kept).toEqual([{ paidYen: PRICE - 500, differenceNote: '手数料を引かれていた' }])
  })

  it('of what cannot be undone: nothing confirmed, another day, a contract that has changed, money given back', async () => {
    const sale = await sell()
    expect(await undo(sale)).toEqual({ kind: 'refused', code: 'not_confirmed' })
    await confirm(sale)
    shop.clock.set('2026-11-25T15:00:00Z')
    expect(await undo(sale)).toEqual({ kind: 'refused', code: 'too_late' })

    const reserved = await sell()
    await confirm(reserved)
    const reservation = { state: 'cancellation_reserved', cancelsOn: '2026-12-25' }
    await database.db.updateTable('contracts').set(reservation).where('id', '=', reserved.contractId).execute()
    expect(await undo(reserved)).toEqual({ kind: 'refused', code: 'changed_since' })
    expect((await paymentOf(reserved)).state).toBe('confirmed')

    const refunded = await sell('one_time')
    await confirm(refunded)
    await database.db
      .insertInto('refunds')
      .values({
        ...{ id: newId(), paymentId: refunded.paymentId, amountYen: PRICE, requestedBy: '経理 花' },
        ...{ chargeId: 'ch_1', gateway: 'tokenpay', note: '重複' },
        createdAt: shop.clock.now(),
      })
      .execute()
    expect(await undo(refunded)).toEqual({ kind: 'refused', code: 'changed_since' })
  })
})

describe('a cancelled contract', () => {
  it('is not asked for money; what comes all the same is recorded and shown to staff', async () => {
    const sale = await sell()
    const cancelled = { state: 'cancelled', cancelledAt: shop.clock.now() }
    await database.db.updateTable('contracts').set(cancelled).where('id', '=', sale.contractId).execute()
    shop.clock.set(MORNING_AFTER)
    await shop.work()
    expect(await paymentOf(sale)).toMatchObject({ state: 'expected', dueAt: null })
    expect(await shop.lettersTo(sale)).toEqual([])
    expect(await confirm(sale)).toEqual({ kind: 'confirmed' })
    expect((await contractOf(sale)).state).toBe('cancelled')
    expect(await openAttention(sale)).toEqual(['transfer_after_cancellation'])
    await undo(sale)
    expect(await openAttention(sale)).toEqual([])
  })
})

describe('at once', () => {
  it('of many who confirm one wins, and of many who undo', async () => {
    const sale = await sell()
    shop.clock.set(MORNING_AFTER)
    await shop.work()
    const confirmed = await Promise.all(Array.from({ length: 6 }, () => confirm(sale)))
    expect(confirmed.filter(({ kind }) => kind === 'confirmed')).toHaveLength(1)
    const undone = await Promise.all(Array.from({ length: 6 }, () => undo(sale)))
    expect(undone.filter(({ kind }) => kind === 'undone')).toHaveLength(1)
    expect(await shop.eventsOf(sale)).toEqual(['contract.suspended', 'contract.resumed', 'contract.suspended'])
  })

  it('the money and the morning after: the contract is active in the end, and suspended at most once', async () => {
    for (let round = 0; round < 10; round++) {
      const sale = await sell()
      await shop.work()
      shop.clock.set(MORNING_AFTER)
      const [confirmed] = await Promise.all([confirm(sale), shop.work()])
      expect(confirmed).toEqual({ kind: 'confirmed' })
      expect((await contractOf(sale)).state).toBe('active')
      expect(await paymentOf(sale)).toMatchObject({ state: 'confirmed', dueAt: null })
      expect([[], ['contract.suspended', 'contract.resumed']]).toContainEqual(await shop.eventsOf(sale))
    }
  })
})
