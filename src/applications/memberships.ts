import { sql } from 'kysely'
import type { Reader } from '../platform/database.ts'

/** A product whose page for buyers a customer may read. */
export interface Membership {
  productId: string
  name: string
  /** Markdown; never empty. */
  memberPage: string
}

/**
 * What a customer may read: the page of each product with a running contract, and of each one-time product that was paid
 * and not cancelled. A suspended contract opens nothing until it goes on.
 */
export async function listMemberships(reader: Reader, customerId: string): Promise<Membership[]> {
  const found = await sql<Membership>`
    select p.id as product_id, p.name, p.member_page from products p
    where p.member_page <> '' and (
      exists (select 1 from contracts k where k.product_id = p.id and k.customer_id = ${customerId}
        and k.state in ('active', 'cancellation_reserved'))
      or exists (select 1 from applications a join payments m on m.application_id = a.id
        where a.product_id = p.id and a.customer_id = ${customerId} and a.state = 'completed'
          and a.product_kind = 'one_time' and m.state in ('succeeded', 'confirmed')))
    order by p.name, p.id`.execute(reader)
  return found.rows
}
