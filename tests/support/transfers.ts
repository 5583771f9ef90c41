import { FIRST_TERM, openContract, type TransfersContext, watchTransfers } from '../../src/contracts/index.ts'
import { expectTransfer, type PaymentsSettings, paymentsDefinition } from '../../src/payments/index.ts'
import { type Database, transact } from '../../src/platform/database.ts'
import { newId, newNumber } from '../../src/platform/ids.ts'
import { createSecrets } from '../../src/platform/secrets.ts'
import { createSettingsStore } from '../../src/platform/settings.ts'
import { dayIn } from '../../src/site/index.ts'

/** A shop that takes transfers, around one database of a test, on a clock that stands still until it is moved. */
export interface TransferShop {
  context: TransfersContext
  clock: { now(): Date; set(instant: string): void }
  save(settings: Partial<PaymentsSettings>): Promise<void>
  /** Somebody applies and is to pay by transfer within 7 days. */
  apply(kind: 'monthly' | 'one_time', person?: Partial<Applicant>): Promise<Sale>
  /** Does everything that is due now. */
  work(): Promise<void>
  /** The types of this customer's events, in order. */
  eventsOf(sale: Sale): Promise<string[]>
  /** The kinds of the letters to this customer, in order. */
  lettersTo(sale: Sale): Promise<string[]>
}

interface Applicant {
  familyName: string
  givenName: string
  familyKana: string
  givenKana: string
}

export interface Sale {
  customerId: string
  applicationId: string
  contractId: string | null
  paymentId: string
  reference: string
}

export const PRICE = 3_980
/** 14:00 in Tokyo. */
const START = '2026-11-25T05:00:00Z'

export function openTransferShop(db: Database): TransferShop {
  const settings = createSettingsStore(createSecrets('test master key of the test, 32+ chars'))
  let now = new Date(START)
  const clock = {
    now: () => now,
    set: (instant: string) => {
      now = new Date(instant)
    },
  }
  const doorbell = { ring: () => {} }
  const context = { db, doorbell, clock, settings, baseUrl: 'http://shop.example' }
  const due = watchTransfers(context)
  return {
    context,
    clock,
    save: (change) =>
      transact(db, doorbell, async (tx) => {
        const { value } = await settings.readForSave(tx, paymentsDefinition)
        await settings.write(tx, paymentsDefinition, { ...value, ...change }, 'test')
      }),
    apply: (kind, person) => apply(context, kind, { ...HANAKO, ...person }),
    async work() {
      for (let rows = await due.claim(10); rows.length > 0; rows = await due.claim(10))
        for (const row of rows) await due.perform(row)
    },
    async eventsOf({ customerId }) {
      const rows = await db
        .selectFrom('events')
        .select('type')
        .where('customerId', '=', customerId)
        .orderBy('id')
        .execute()
      return rows.map(({ type }) => type)
    },
    async lettersTo({ customerId }) {
      const rows = await db
        .selectFrom('letters')
        .select('kind')
        .where('customerId', '=', customerId)
        .orderBy('id')
        .execute()
      return rows.map(({ kind }) => kind)
    },
  }
}

const HANAKO: Applicant = { familyName: '山田', givenName: '花子', familyKana: 'ヤマダ', givenKana: 'ハナコ' }

async function apply(context: TransfersContext, kind: 'monthly' | 'one_time', person: Applicant): Promise<Sale> {
  const now = context.clock.now()
  return transact(context.db, context.doorbell, async (tx) => {
    const [productId, customerId, applicationId] = [newId(), newId(), newId()]
    const email = `${customerId}@customer.example`
    const sold = { productName: 'ピアノ・レッスン', productKind: kind, amountYen: PRICE }
    await tx
      .insertInto('products')
      .values({ id: productId, slug: productId, name: sold.productName, kind, priceYen: PRICE, state: 'published' })
      .execute()
    await tx
      .insertInto('customers')
      .values({ id: customerId, ...person, email, emailKey: email, createdAt: now })
      .execute()
    await tx
      .insertInto('applications')
      .values({
        ...{ id: applicationId, number: newNumber('A'), submissionKey: newId(), productId, customerId, ...sold },
        ...{ ...person, email, method: 'transfer', state: 'completed', startedAt: now, finishedAt: now },
      })
      .execute()
    const contractId =
      kind === 'monthly' ? await openByTransfer(context, tx, { customerId, productId, applicationId }) : null
    const expected = await expectTransfer(tx, {
      purpose: 'application',
      ...{ applicationId, customerId, contractId, termNo: contractId === null ? null : FIRST_TERM },
      ...{ amountYen: PRICE, now, timeZone: 'Asia/Tokyo', dueDays: 7 },
    })
    return { customerId, applicationId, contractId, paymentId: expected.paymentId, reference: expected.reference }
  })
}

type Transaction = Parameters<Parameters<typeof transact>[2]>[0]

async function openByTransfer(
  { clock }: TransfersContext,
  tx: Transaction,
  of: { customerId: string; productId: string; applicationId: string },
): Promise<string> {
  const now = clock.now()
  const anchor = dayIn('Asia/Tokyo', now)
  const { id } = await openContract(tx, { ...of, priceYen: PRICE, anchor, method: 'transfer', savedCard: null, now })
  return id
}
