import { sql } from 'kysely'
import type { Reader } from '../platform/database.ts'

/** A payment whose outcome is to be found out. */
export interface OpenPayment {
  id: string
  orderId: string
  applicationId: string
  gateway: string | null
  settleAttempts: number
  /** Milliseconds since the charge was begun, by PostgreSQL's clock. */
  sentMsAgo: number
}

/** The columns of an `OpenPayment`. */
export const OPEN_PAYMENT = sql`id, order_id, application_id, gateway, settle_attempts,
  (extract(epoch from now() - sent_at) * 1000)::float8 as sent_ms_ago`

/** The application's payment whose outcome is not known yet, or null. */
export async function findOpenPayment(reader: Reader, applicationId: string): Promise<OpenPayment | null> {
  const found = await sql<OpenPayment>`select ${OPEN_PAYMENT} from payments
    where application_id = ${applicationId} and purpose = 'application' and state in ('started', 'unknown')`.execute(
    reader,
  )
  return found.rows[0] ?? null
}

/** Where the cardholder must confirm for this application's charge to go on, or null. */
export async function findActionUrl(reader: Reader, applicationId: string): Promise<string | null> {
  const row = await reader
    .selectFrom('payments')
    .select('actionUrl')
    .where('applicationId', '=', applicationId)
    .where('state', '=', 'unknown')
    .executeTakeFirst()
  return row?.actionUrl ?? null
}

/** What a customer's own page shows of a payment. */
export interface PaymentOfCustomer {
  id: string
  amountYen: number
  productName: string
  settledAt: Date | null
}

/** The payments a customer made, the newest first, at most 50. */
export async function listPaymentsOfCustomer(reader: Reader, customerId: string): Promise<PaymentOfCustomer[]> {
  return reader
    .selectFrom('payments as p')
    .innerJoin('applications as a', 'a.id', 'p.applicationId')
    .select(['p.id', 'p.amountYen', 'a.productName', 'p.settledAt'])
    .where('p.customerId', '=', customerId)
    .where('p.state', '=', 'succeeded')
    .orderBy('p.settledAt', 'desc')
    .limit(50)
    .execute()
}
