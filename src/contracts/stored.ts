import { sql } from 'kysely'
import type { CustomerSnapshot } from '../customers/index.ts'
import type { Reader, Tx } from '../platform/database.ts'
import type { ProductSnapshot } from '../products/index.ts'
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
  /** When something comes due, in business time. */
  dueAt: Date | null
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
  k.term_no, k.cancels_on, k.owed_on, k.due_at, k.price_yen, k.application_id, k.saved_card,
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
  const found = await sql<StoredContract>`select ${STORED} from ${FROM} where k.id = ${id} for update of k`.execute(tx)
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
