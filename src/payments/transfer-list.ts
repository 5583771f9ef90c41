import { sql } from 'kysely'
import type { Reader } from '../platform/database.ts'
import type { Day } from '../site/index.ts'
import type { TransferState } from './transfer.ts'

/** A transfer as staff see it in 入金確認. */
export interface ListedTransfer {
  id: string
  reference: string
  state: TransferState
  amountYen: number
  dueOn: Day
  purpose: 'application' | 'renewal'
  termNo: number | null
  application: { id: string; number: string; productName: string }
  contractId: string | null
  customer: { id: string; familyName: string; givenName: string; familyKana: string; givenKana: string }
  /** False when its application or contract was cancelled: nobody waits for the money any more. */
  awaited: boolean
  confirmation: Confirmation | null
}

/** 入金確認: what the bank and staff said. */
export interface Confirmation {
  paidYen: number
  paidOn: Day
  payerName: string
  differenceNote: string | null
  confirmedAt: Date
  confirmedBy: string
}

/** `open`: by due day, so that those overdue come first. `confirmed`: the latest first, of the last 31 days. */
export interface TransferFilter {
  view: 'open' | 'confirmed'
  /** Looked for in names, フリガナ, mail address and the numbers of transfer and application. */
  q?: string | undefined
  now: Date
}

const KEPT_IN_VIEW_DAYS = 31

const LISTED = sql`p.id, p.reference, p.state, p.amount_yen, p.due_on, p.purpose, p.term_no, p.contract_id,
  jsonb_build_object('id', a.id, 'number', a.number, 'productName', a.product_name) as application,
  jsonb_build_object('id', c.id, 'familyName', c.family_name, 'givenName', c.given_name,
    'familyKana', c.family_kana, 'givenKana', c.given_kana) as customer,
  a.state <> 'cancelled' and coalesce(k.state <> 'cancelled', true) as awaited,
  case when t.id is null then null else jsonb_build_object('paidYen', t.paid_yen, 'paidOn', t.paid_on,
    'payerName', t.payer_name, 'differenceNote', t.difference_note, 'confirmedAt', t.confirmed_at,
    'confirmedBy', t.confirmed_by) end as confirmation
  from payments p join applications a on a.id = p.application_id join customers c on c.id = p.customer_id
    left join contracts k on k.id = p.contract_id
    left join transfer_confirmations t on t.payment_id = p.id and t.undone_at is null`

/** At most `limit` transfers of a view, behind the transfer `after`. */
export async function listTransfers(
  reader: Reader,
  { view, q, now }: TransferFilter,
  page: { limit: number; after?: string | undefined },
): Promise<ListedTransfer[]> {
  const words = (q ?? '').normalize('NFKC').replace(/\s/g, '').toLowerCase()
  const matching =
    words === ''
      ? sql`true`
      : sql`strpos(lower(concat_ws(' ', c.family_name || c.given_name, c.family_kana || c.given_kana, c.email, p.reference, a.number)), ${words}) > 0`
  const from = new Date(now.getTime() - KEPT_IN_VIEW_DAYS * 86_400_000)
  const shown =
    view === 'open' ? sql`p.state in ('expected', 'overdue')` : sql`p.state = 'confirmed' and p.settled_at > ${from}`
  const result = await sql<ListedTransfer>`select ${LISTED}
    where ${shown} and ${matching} and ${behind(view, page.after)}
    order by ${view === 'open' ? sql`p.due_on, p.id` : sql`p.settled_at desc, p.id desc`} limit ${page.limit}`.execute(
    reader,
  )
  return result.rows.map(withInstant)
}

/** Inside JSON PostgreSQL writes instants as text. */
function withInstant(row: ListedTransfer): ListedTransfer {
  if (row.confirmation === null) return row
  return { ...row, confirmation: { ...row.confirmation, confirmedAt: new Date(row.confirmation.confirmedAt) } }
}

function behind(view: TransferFilter['view'], after: string | undefined) {
  if (after === undefined) return sql`true`
  return view === 'open'
    ? sql`(p.due_on, p.id) > (select b.due_on, b.id from payments b where b.id = ${after})`
    : sql`(p.settled_at, p.id) < (select b.settled_at, b.id from payments b where b.id = ${after})`
}

/** One transfer, whatever its state, or null. */
export async function findTransfer(reader: Reader, id: string): Promise<ListedTransfer | null> {
  const result = await sql<ListedTransfer>`select ${LISTED} where p.id = ${id} and p.method = 'transfer'`.execute(
    reader,
  )
  const [found] = result.rows
  return found ? withInstant(found) : null
}
