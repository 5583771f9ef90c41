import { sql } from 'kysely'
import type { Database } from '../../../src/platform/database.ts'
import { dayOf } from './days.ts'
import type { ExpectedCustomer } from './expected-customer.ts'
import { contractsOf, triedLetters } from './expected-customer.ts'
import { differences, inOrder } from './judge.ts'
import type { PastYear } from './year.ts'

/** Of an event, as much as the model can foresee. */
interface Payload {
  customer?: { email: string }
  applicant?: { email: string }
  application?: { number: string; kind: string; amountYen: number; method: string }
  product?: { name: string }
  contract?: { number: string } | null
  newCustomer?: boolean
  amountYen?: number
  attempt?: number
  attempts?: number
  nextTryAt?: string | null
  failure?: { code: string }
  from?: string
  by?: string
  cancelsOn?: string
  reason?: string
  class?: string
  letter?: { kind: string }
}

interface Row {
  type: string
  payload: Payload
  occurredAt: Date
  /** Of the application that gave the contract; null beside contracts. */
  contractOf: string | null
}

/** Compares the events of each customer and each contract, in their order; what is wrong, in words. */
export async function judgeEvents(
  db: Database,
  { customers }: PastYear,
): Promise<{ complaints: string[]; count: number }> {
  const rows = await readEvents(db)
  const byEmail = new Map<string, Row[]>()
  for (const row of rows) {
    const email = row.payload.customer?.email ?? row.payload.applicant?.email ?? 'nobody'
    byEmail.set(email, [...(byEmail.get(email) ?? []), row])
  }
  const site = (byEmail.get('nobody') ?? []).map(({ type }) => type)
  byEmail.delete('nobody')
  const complaints = inOrder('the site', ['site.maintenance_started', 'site.maintenance_ended'], site)
  for (const customer of customers) {
    complaints.push(...compare(customer, byEmail.get(customer.email) ?? []))
    byEmail.delete(customer.email)
  }
  for (const email of byEmail.keys()) complaints.push(`events of ${email}, who is nobody`)
  return { complaints, count: rows.length }
}

function compare(customer: ExpectedCustomer, rows: readonly Row[]): string[] {
  const { email, book } = customer
  const found = new Map<string, string[]>()
  const undeliverable: string[] = []
  for (const row of rows) {
    if (row.type === 'mail.undeliverable') undeliverable.push(`${row.payload.letter?.kind} ${row.payload.class}`)
    else {
      const subject = subjectOf(row)
      found.set(subject, [...(found.get(subject) ?? []), lineOf(row)])
    }
  }
  const subjects = new Set([...book.events.keys(), ...found.keys()])
  const refused = customer.unreachable ? triedLetters(customer).map((kind) => `${kind} dead`) : []
  return [
    ...[...subjects].flatMap((subject) =>
      inOrder(`${email}, ${subject}`, book.events.get(subject) ?? [], found.get(subject) ?? []),
    ),
    // Letters are sent when the mail server has time: their events have no place in the others' order.
    ...differences(`${email}, refused letters`, refused, undeliverable),
  ]
}

const OF_CUSTOMER = /^(customer\.|application\.|payment\.application_)/

function subjectOf({ type, contractOf }: Row): string {
  return OF_CUSTOMER.test(type) ? 'customer' : `contract of ${contractOf}`
}

/** The same words as the model's. */
function lineOf({ type, payload: it, occurredAt }: Row): string {
  const day = dayOf(occurredAt)
  const next = typeof it.nextTryAt === 'string' ? dayOf(new Date(it.nextTryAt)) : null
  switch (type) {
    case 'customer.provisionally_registered':
      return `${day} provisional`
    case 'customer.registered':
      return `${day} registered`
    case 'application.completed': {
      const { number, kind, amountYen, method } = it.application ?? {}
      return `${day} completed ${number} ${kind} ${it.product?.name} ${amountYen} ${method} ${it.newCustomer ? 'new' : 'known'}`
    }
    case 'payment.application_card_failed':
      return `${day} application card failed ${it.amountYen} ${it.failure?.code} ${it.application?.kind}`
    case 'payment.renewal_card_failed':
      return `${day} card failed ${it.amountYen} ${it.attempt}/${it.attempts} ${it.failure?.code} next ${next}`
    case 'payment.card_recovered':
      return `${day} card recovered ${it.amountYen} from ${it.from}`
    case 'contract.cancellation_reserved':
      return `${day} reserved by ${it.by} for ${it.cancelsOn}`
    case 'contract.cancellation_withdrawn':
      return `${day} withdrawn by ${it.by}`
    case 'contract.cancelled':
      return `${day} cancelled by ${it.by}`
    case 'contract.suspended':
      return `${day} suspended ${it.reason}`
    case 'contract.resumed':
      return `${day} resumed by ${it.by}`
    default:
      return `${day} ${type}`
  }
}

/** Compares how each contract stands at the end of the year; what is wrong, in words. */
export async function judgeContracts(db: Database, { customers }: PastYear): Promise<string[]> {
  const expected = customers.flatMap((customer) =>
    contractsOf(customer).map(
      (it) =>
        `${customer.email} ${it.application} ${it.priceYen} yen ${it.state} ${it.reason} card ${it.card} tries ${it.tries} ` +
        `term ${it.term} from ${it.anchor}/${it.anchorTerm} ends ${it.endsOn} owed ${it.owedOn}`,
    ),
  )
  const found = await sql<{ line: string }>`
    select format('%s %s %s yen %s %s card %s tries %s term %s from %s/%s ends %s owed %s', a.email, a.number, k.price_yen,
      k.state, coalesce(k.suspended_reason, 'null'), k.card_state, k.tries, k.term_no, k.anchor_date, k.anchor_term,
      coalesce(k.cancels_on::text, 'null'), coalesce(k.owed_on::text, 'null')) as line
    from contracts k join applications a on a.id = k.application_id`.execute(db)
  return differences(
    'contracts',
    expected,
    found.rows.map(({ line }) => line),
  )
}

async function readEvents(db: Database): Promise<Row[]> {
  const result = await sql<Row>`
    select e.type, e.payload, e.occurred_at, a.number as contract_of
    from events e left join contracts k on k.id = e.contract_id left join applications a on a.id = k.application_id
    order by e.id`.execute(db)
  return result.rows
}
