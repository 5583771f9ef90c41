import { sql } from 'kysely'
import type { Reader } from '../platform/database.ts'

/** A customer as staff see them in lists. */
export interface ListedCustomer {
  id: string
  familyName: string
  givenName: string
  email: string
  state: string
  mailState: string
  createdAt: Date
  registeredAt: Date | null
}

export interface CustomerFilter {
  /** Looked for in names (with or without a space between) and mail address. */
  q?: string | undefined
  state?: string | undefined
}

const LISTED = sql`c.id, c.family_name, c.given_name, c.email, c.state, c.mail_state, c.created_at, c.registered_at`

/** At most `limit` customers, newest first, older than the customer `after`. */
export async function listCustomers(
  reader: Reader,
  { q, state }: CustomerFilter,
  page: { limit: number; after?: string | undefined },
): Promise<ListedCustomer[]> {
  const words = (q ?? '').replace(/\s/g, '').toLowerCase()
  const result = await sql<ListedCustomer>`
    select ${LISTED} from customers c
    where ${state === undefined ? sql`true` : sql`c.state = ${state}`}
      and ${words === '' ? sql`true` : sql`strpos(lower(concat_ws(' ', c.family_name || c.given_name, c.email)), ${words}) > 0`}
      and ${
        page.after === undefined
          ? sql`true`
          : sql`(c.created_at, c.id) < (select b.created_at, b.id from customers b where b.id = ${page.after})`
      }
    order by c.created_at desc, c.id desc limit ${page.limit}`.execute(reader)
  return result.rows
}

/** One customer, or null. */
export async function findListedCustomer(reader: Reader, id: string): Promise<ListedCustomer | null> {
  const result = await sql<ListedCustomer>`select ${LISTED} from customers c where c.id = ${id}`.execute(reader)
  return result.rows[0] ?? null
}
