import { sql } from 'kysely'
import { mailStateOf } from '../mail/index.ts'
import type { Reader } from '../platform/database.ts'
import { countRows, readNewestFirst } from '../platform/newest-first.ts'

/** A customer as staff see them in lists. */
export interface ListedCustomer {
  id: string
  familyName: string
  givenName: string
  familyKana: string
  givenKana: string
  email: string
  newsletter: boolean
  state: string
  mailState: string
  createdAt: Date
  registeredAt: Date | null
}

export interface CustomerFilter {
  /** Looked for in names (with or without a space between), readings and mail address. */
  q?: string | undefined
  state?: string | undefined
}

const LISTED = sql`c.id, c.family_name, c.given_name, c.family_kana, c.given_kana, c.email, c.newsletter, c.state, ${mailStateOf(sql.ref('c.id'))} as mail_state,
  c.created_at, c.registered_at`

function listOf({ q, state }: CustomerFilter) {
  return { table: 'customers', alias: 'c', at: 'created_at', columns: LISTED, where: { state }, q }
}

/** At most `limit` customers, newest first, older than the customer `after`. */
export function listCustomers(
  reader: Reader,
  filter: CustomerFilter,
  page: { limit: number; after?: string | undefined },
): Promise<ListedCustomer[]> {
  return readNewestFirst(reader, { ...listOf(filter), ...page })
}

/** How many customers the filter lets through. */
export function countCustomers(reader: Reader, filter: CustomerFilter): Promise<number> {
  return countRows(reader, listOf(filter))
}

/** One customer, or null. */
export async function findListedCustomer(reader: Reader, id: string): Promise<ListedCustomer | null> {
  const result = await sql<ListedCustomer>`select ${LISTED} from customers c where c.id = ${id}`.execute(reader)
  return result.rows[0] ?? null
}
