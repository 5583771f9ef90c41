import { sql } from 'kysely'
import type { CustomerSnapshot } from '../customers/index.ts'
import { HOT, type Reader, type Tx } from '../platform/database.ts'
import type { ProductSnapshot } from '../products/index.ts'
import type { Day } from '../site/index.ts'
import type { Contract } from './contract.ts'

/** A contract with whom and what it is about, as events and letters name them. */
export interface StoredContract extends Contract {
  number: string
  priceYen: number
  applicationId: string
  customer: CustomerSnapshot
  product: ProductSnapshot
  /** What is charged and shown of the card; null without one. */
  savedCard: SavedCard | null
  /** The day on which something comes due; null when nothing will, and while a charge is on its way. */
  dueOn: Day | null
  /** Since when a charge is wanted that could not be made yet. */
  wantedSince: Date | null
}

/** What renewals charge, and what is shown of it. */
export interface SavedCard {
  gateway: string
  brand: string
  last4: string
  expMonth: number
  expYear: number
  /** The gateway's reference, sealed. */
  sealedReference: string
}

// The product as it was sold: its name may have changed since, and its price does not concern running contracts.
const STORED = sql`k.id, k.number, k.state, k.suspended_reason, k.method, k.card_state, k.tries, k.anchor_date, k.anchor_term,
  k.term_no, k.cancels_on, k.owed_on, k.due_on, k.wanted_since, k.price_yen, k.application_id, k.saved_card,
  jsonb_build_object('id', c.id, 'familyName', c.family_name, 'givenName', c.given_name, 'email', c.email) as customer,
  jsonb_build_object('id', k.product_id, 'name', a.product_name, 'kind', a.product_kind, 'priceYen', k.price_yen) as product`
const FROM = sql`contracts k join customers c on c.id = k.customer_id join applications a on a.id = k.application_id`

/** Reads a contract, or null. */
export async function findContract(reader: Reader, id: string): Promise<StoredContract | null> {
  const found = await sql<StoredContract>`select ${STORED} from ${FROM} where k.id = ${id}`.execute(reader)
  return found.rows[0] ?? null
}

/** Reads a contract and holds its row until the transaction ends: of two who act at once the second decides on what the first left. */
export async function lockContract(tx: Tx, id: string): Promise<StoredContract | null> {
  const found =
    await sql<StoredContract>`${HOT} select ${STORED} from ${FROM} where k.id = ${id} for update of k`.execute(tx)
  return found.rows[0] ?? null
}

/** The same for the contract that an application gave. */
export async function lockContractOf(tx: Tx, applicationId: string): Promise<StoredContract | null> {
  const found = await sql<StoredContract>`
    select ${STORED} from ${FROM} where k.application_id = ${applicationId} for update of k`.execute(tx)
  return found.rows[0] ?? null
}

/** The contracts of a customer, the newest first. */
export async function listContractsOfCustomer(reader: Reader, customerId: string): Promise<StoredContract[]> {
  const found = await sql<StoredContract>`
    select ${STORED} from ${FROM} where k.customer_id = ${customerId} order by k.created_at desc, k.id desc`.execute(
    reader,
  )
  return found.rows
}

/**
 * At most `limit` contracts that have come due, in the order of their days, held until the transaction ends. An end is due as
 * its day begins and a charge from the shop's hour on, unless it is wanted at once. What is leased or held by another is
 * passed over.
 */
export async function lockDueContracts(
  tx: Tx,
  { today, hourHasCome }: { today: Day; hourHasCome: boolean },
  withTransfers: boolean,
  limit: number,
): Promise<StoredContract[]> {
  const found = await sql<StoredContract>`${HOT} select ${STORED} from ${FROM}
    where k.due_on <= ${today}
      and (k.due_on < ${today} or ${hourHasCome} or k.cancels_on is not null or k.wanted_since is not null)
      and (k.lease_until is null or k.lease_until < now())
      and (${withTransfers} or k.method = 'card' or k.cancels_on is not null)
    order by k.due_on, k.id limit ${limit} for update of k skip locked`.execute(tx)
  return found.rows
}

/** The customer's contracts that are paid by card and not cancelled, held until the transaction ends. */
export async function lockCardContractsOf(tx: Tx, customerId: string): Promise<StoredContract[]> {
  // Held in the order of their ids, so that two who hold several never wait for each other in a circle.
  const found = await sql<StoredContract>`select ${STORED} from ${FROM}
    where k.customer_id = ${customerId} and k.method = 'card' and k.state <> 'cancelled'
    order by k.id for update of k`.execute(tx)
  return found.rows
}

/** Whether a customer has a contract that is not cancelled: also one that is suspended, or will end. */
export async function hasRunningContracts(reader: Reader, customerId: string): Promise<boolean> {
  const row = await reader
    .selectFrom('contracts')
    .select('id')
    .where('customerId', '=', customerId)
    .where('state', '<>', 'cancelled')
    .executeTakeFirst()
  return row !== undefined
}
