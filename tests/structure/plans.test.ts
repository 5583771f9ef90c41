import { type KyselyPlugin, sql } from 'kysely'
import { beforeAll, expect, it } from 'vitest'
import { fillWithMany } from '../../bench/many.ts'
import { listApplications } from '../../src/applications/index.ts'
import { listContracts } from '../../src/contracts/index.ts'
import { countCustomers, listChanges, listCustomers } from '../../src/customers/index.ts'
import { listDeliveries } from '../../src/deliveries/index.ts'
import { listEvents } from '../../src/events/index.ts'
import { listLetters } from '../../src/mail/index.ts'
import { listPayments } from '../../src/payments/index.ts'
import type { Reader } from '../../src/platform/database.ts'
import { testDatabase } from '../support/database.ts'

const database = testDatabase()
const CUSTOMERS = 10_000
/** Tables that grow with the shop. */
const GROWING = [
  'customers',
  'applications',
  'contracts',
  'payments',
  'events',
  'letters',
  'deliveries',
  'posts',
  'customer_changes',
]

beforeAll(async () => {
  await fillWithMany(database.db, CUSTOMERS)
  await addNews()
}, 300_000)

const who = '00000000-0000-4000-8000-000000000001'
const page = { limit: 51 }
const lists = { listCustomers, listApplications, listContracts, listPayments } as const
const states = {
  listCustomers: 'withdrawn',
  listApplications: 'cancelled',
  listContracts: 'suspended',
  listPayments: 'declined',
}
const searches = [undefined, 'ア', '佐藤', '佐藤花子', 'gmail.com', '豊臣秀吉', 'C-12', 'a@b']

const cases = Object.entries(lists).flatMap(([name, list]) =>
  searches.flatMap((q) =>
    [undefined, states[name as keyof typeof states]].flatMap((state) =>
      [undefined, 'some'].map((after) => ({ name, list, q, state, after })),
    ),
  ),
)

it.each(cases)('$name of $q, $state, after $after reads no table through', async ({ list, q, state, after }) => {
  const [edge] = await list(database.db, {}, { limit: 1 })
  const plans = await plansOf((reader) => list(reader, { q, state }, { ...page, after: after && edge?.id }))
  expect(plans.length).toBe(q === undefined ? 1 : 2)
  expect(plans.flatMap(readThrough)).toEqual([])
})

it.each([
  ['of applications', (reader: Reader) => listApplications(reader, { customerId: who }, page)],
  ['of contracts', (reader: Reader) => listContracts(reader, { customerId: who }, page)],
  ['of an application’s contract', (reader: Reader) => listContracts(reader, { applicationId: who }, page)],
  ['of payments', (reader: Reader) => listPayments(reader, { customerId: who }, page)],
  ['of an application’s payments', (reader: Reader) => listPayments(reader, { applicationId: who }, page)],
  ['of a contract’s payments', (reader: Reader) => listPayments(reader, { contractId: who }, page)],
  ['of letters', (reader: Reader) => listLetters(reader, { customerId: who }, page)],
  ['of events', (reader: Reader) => listEvents(reader, { customerId: who }, page)],
  ['of deliveries', (reader: Reader) => listDeliveries(reader, { eventIds: [1, 2, 3] }, page)],
  ['of changes', (reader: Reader) => listChanges(reader, who, page)],
  ['for a file', (reader: Reader) => countCustomers(reader, { q: '佐藤' })],
])('a customer’s page %s reads no table through', async (_, read) => {
  expect((await plansOf(read)).flatMap(readThrough)).toEqual([])
})

interface Plan {
  'Node Type': string
  'Relation Name'?: string
  Plans?: Plan[]
}

/** How PostgreSQL would run each statement of `work`; nothing is run, so that a search goes on to its last step. */
async function plansOf(work: (reader: Reader) => Promise<unknown>): Promise<Plan[]> {
  const plans: Plan[] = []
  const explaining: KyselyPlugin = {
    transformQuery({ node }) {
      if (node.kind !== 'RawNode') throw new Error(`cannot explain a ${node.kind}`)
      const [first = '', ...rest] = node.sqlFragments
      return { ...node, sqlFragments: [`explain (format json) ${first}`, ...rest] }
    },
    transformResult: async ({ result }) => {
      for (const row of result.rows) plans.push((Object.values(row)[0] as [{ Plan: Plan }])[0].Plan)
      return { ...result, rows: [] }
    },
  }
  await work(database.db.withoutPlugins().withPlugin(explaining))
  return plans
}

function readThrough(plan: Plan): string[] {
  const table = plan['Relation Name'] ?? ''
  const here = plan['Node Type'] === 'Seq Scan' && GROWING.includes(table) ? [table] : []
  return [...here, ...(plan.Plans ?? []).flatMap(readThrough)]
}

async function addNews(): Promise<void> {
  const { db } = database
  await sql`insert into events (type, version, payload, actor, customer_id, application_id, occurred_at, dispatched_at)
    select 'application.completed', 1, '{}', '{"kind":"visitor"}', customer_id, id, started_at, started_at from applications`.execute(
    db,
  )
  await sql`insert into posts (connector, state, reference, give_up_at)
    select 'admin-mail', 'delivered', id::text, now() from events`.execute(db)
  await sql`insert into deliveries (event_id, connector, target, post_id, state)
    select id, 'admin-mail', 'owner@shop.example', id, 'delivered' from events`.execute(db)
  await sql`insert into letters (audience, kind, customer_id, to_address, subject, body, message_id, state)
    select 'customer', 'registered', id, email, '', '', id::text, 'accepted' from customers`.execute(db)
  await sql`insert into customer_changes (customer_id, what, actor, occurred_at)
    select id, 'created', '{"kind":"system"}', created_at from customers`.execute(db)
  for (const table of ['events', 'posts', 'deliveries', 'letters', 'customer_changes'])
    await sql`vacuum analyze ${sql.table(table)}`.execute(db)
}
