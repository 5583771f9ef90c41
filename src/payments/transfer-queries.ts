import { sql } from 'kysely'
import type { CustomerSnapshot } from '../customers/index.ts'
import type { Reader, Tx } from '../platform/database.ts'
import type { Day } from '../site/index.ts'
import type { AwaitedTransfer } from './transfer.ts'

/** A transfer with whom and what it is about, as letters name them. */
export interface StoredTransfer extends AwaitedTransfer {
  id: string
  reference: string
  amountYen: number
  refundedYen: number
  applicationId: string
  contractId: string | null
  termNo: number | null
  productName: string
  customer: CustomerSnapshot
}

/** The contract that a transfer pays, whose row is locked before that of the transfer; `unknown` when there is no such transfer. */
export async function contractOfTransfer(reader: Reader, paymentId: string): Promise<string | null | 'unknown'> {
  const row = await reader
    .selectFrom('payments')
    .select('contractId')
    .where('id', '=', paymentId)
    .where('method', '=', 'transfer')
    .executeTakeFirst()
  return row === undefined ? 'unknown' : row.contractId
}

/** Reads a transfer and holds its row until the transaction ends. */
export async function lockTransfer(tx: Tx, paymentId: string): Promise<StoredTransfer | null> {
  const found = await sql<StoredTransfer>`
    select p.id, p.state, p.reference, p.due_on, p.amount_yen, p.refunded_yen, p.application_id, p.contract_id, p.term_no,
      p.created_at, p.reminded_at, a.product_name,
      a.state <> 'cancelled' and coalesce(k.state <> 'cancelled', true) as awaited,
      jsonb_build_object('id', c.id, 'familyName', c.family_name, 'givenName', c.given_name, 'email', c.email) as customer
    from payments p join applications a on a.id = p.application_id join customers c on c.id = p.customer_id
      left join contracts k on k.id = p.contract_id
    where p.id = ${paymentId} and p.method = 'transfer' for update of p`.execute(tx)
  return found.rows[0] ?? null
}

/** The transfer by which an application is to be paid, or null. */
export async function findTransferOf(
  reader: Reader,
  applicationId: string,
): Promise<{ reference: string; dueOn: Day; amountYen: number; state: string } | null> {
  const row = await reader
    .selectFrom('payments')
    .select(['reference', 'dueOn', 'amountYen', 'state'])
    .where('applicationId', '=', applicationId)
    .where('purpose', '=', 'application')
    .where('method', '=', 'transfer')
    .executeTakeFirst()
  return row ? { ...row, reference: row.reference ?? '', dueOn: row.dueOn ?? '' } : null
}

/** Whether money is still expected for the contract. */
export async function hasOpenTransfer(tx: Tx, contractId: string): Promise<boolean> {
  const found =
    await sql`select 1 from payments where contract_id = ${contractId} and state in ('expected', 'overdue')`.execute(tx)
  return found.rows.length > 0
}

/** A transfer as the matching of a statement looks at it. */
export interface MatchableTransfer {
  id: string
  reference: string
  amountYen: number
  dueOn: Day
  confirmed: boolean
  familyName: string
  givenName: string
  familyKana: string
  givenKana: string
  /** As typed in the application: another person may pay. */
  applicant: { name: string; kana: string }
  productName: string
}

/** All transfers whose money has not come; of those whose money has, the ones with these references or ids. */
export async function listMatchable(
  reader: Reader,
  references: readonly string[],
  ids: readonly string[],
): Promise<MatchableTransfer[]> {
  const found = await sql<MatchableTransfer>`
    select p.id, p.reference, p.amount_yen, p.due_on, p.state = 'confirmed' as confirmed,
      c.family_name, c.given_name, c.family_kana, c.given_kana, a.product_name,
      jsonb_build_object('name', a.family_name || a.given_name, 'kana', a.family_kana || a.given_kana) as applicant
    from payments p join applications a on a.id = p.application_id join customers c on c.id = p.customer_id
    where p.state in ('expected', 'overdue') or p.reference = any(${[...references]}) or p.id = any(${[...ids]})
    order by p.due_on, p.id`.execute(reader)
  return found.rows
}
