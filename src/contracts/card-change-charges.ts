import { sql } from 'kysely'
import type { Reader } from '../platform/database.ts'

/** A charge of what was owed, made at once with a new card. */
export interface CardChangeCharge {
  contractId: string
  productName: string
  amountYen: number
  state: 'started' | 'unknown' | 'succeeded' | 'declined'
  /** Why it was declined. */
  declineMessage: string | null
}

/**
 * What a customer's change of card was charged with, and how that went. Customers ask for charges by changing their card
 * alone: what they asked for between this change and the next one is this one's.
 */
export async function listChargesOfCardChange(
  reader: Reader,
  { customerId, changeId }: { customerId: string; changeId: string },
): Promise<CardChangeCharge[]> {
  const found = await sql<CardChangeCharge>`
    select p.contract_id, a.product_name, p.amount_yen, p.state, p.decline_message
    from card_changes c
      join payments p on p.customer_id = c.customer_id and p.created_at >= c.settled_at
        and p.purpose = 'renewal' and p.requested_by ->> 'kind' = 'customer'
      join applications a on a.id = p.application_id
    where c.id = ${changeId} and c.customer_id = ${customerId} and c.state = 'saved'
      and not exists (select from card_changes n where n.customer_id = c.customer_id
        and n.created_at > c.created_at and n.created_at <= p.created_at)
    order by p.created_at, p.id`.execute(reader)
  return found.rows
}
