import { sql } from 'kysely'
import type { World } from '../../../sandbox/index.ts'
import type { Database } from '../../../src/platform/database.ts'
import { lookWhatWasTold, type Telling } from '../../faults/told.ts'
import { writtenMessageId } from '../../support/message-ids.ts'
import { type ExpectedCustomer, triedLetters } from './expected-customer.ts'
import { differences } from './judge.ts'
import type { PastYear } from './year.ts'

/** The list that every new customer is put on, by the demo's settings. */
const EVERYBODYS_PLAN = '101'

/** Counts outside how often each thing was told; what is wrong, in words. */
export async function judgeTelling(
  db: Database,
  world: World,
  { customers }: PastYear,
): Promise<Telling & { letters: number }> {
  const telling = await lookWhatWasTold(db, world)
  const letters = await readLetters(db)
  const complaints = [
    ...telling.complaints,
    ...(await ticketsOf(db, world, customers)),
    ...listsOf(world, customers),
    ...lettersOf(world, customers, letters),
  ]
  return { ...telling, complaints, letters: letters.length }
}

/** A ticket for each sale, and for nothing else. */
async function ticketsOf(db: Database, world: World, customers: readonly ExpectedCustomer[]): Promise<string[]> {
  const numbers = new Map<string | null, string>()
  for (const { id, number } of await db.selectFrom('applications').select(['id', 'number']).execute())
    numbers.set(id, number)
  const ours = world.zendesk.tickets.filter(({ externalId }) => externalId !== null)
  return differences(
    'tickets',
    customers.flatMap(({ sales }) => sales.map(({ application }) => application)),
    ours.map(({ externalId }) => numbers.get(externalId) ?? `${externalId}`),
  )
}

/** Everybody is put on the list of everybody once, and on that of what they bought. */
function listsOf({ newsletter }: World, customers: readonly ExpectedCustomer[]): string[] {
  const expected = customers.flatMap(({ email, sales }) => [
    ...(sales.length > 0 ? [`${EVERYBODYS_PLAN} ${email}`] : []),
    ...sales.flatMap(({ ware }) => (ware.planId === undefined ? [] : [`${ware.planId} ${email}`])),
  ])
  const found = newsletter.registrations.map(({ planId, mail }) => `${planId} ${mail}`)
  const refusals = newsletter.refusals.map((refusal) => `the newsletter form refused ${JSON.stringify(refusal)}`)
  return [...differences('lists', expected, found), ...refusals]
}

interface WrittenLetter {
  kind: string
  toAddress: string
  messageId: string
  state: string
}

async function readLetters(db: Database): Promise<WrittenLetter[]> {
  const result = await sql<WrittenLetter>`
    select kind, to_address, message_id, state from letters where audience = 'customer' order by id`.execute(db)
  return result.rows
}

/** Each foreseen letter was written once and arrived once, or was refused once, or held. */
function lettersOf(
  { mailbox }: World,
  customers: readonly ExpectedCustomer[],
  written: readonly WrittenLetter[],
): string[] {
  const arrived = new Map<string, number>()
  for (const { messageId } of mailbox.letters) {
    const written = writtenMessageId(messageId)
    arrived.set(written, (arrived.get(written) ?? 0) + 1)
  }
  return customers.flatMap((customer) => {
    const { email, unreachable, book } = customer
    const tried = triedLetters(customer)
    const own = written.filter(({ toAddress }) => toAddress === email)
    const refused = mailbox.refused.filter(({ address }) => address === email).length
    const times = (messageId: string) => arrived.get(messageId) ?? 0
    const wrong = own.filter(({ messageId }) => times(messageId) !== (unreachable ? 0 : 1))
    return [
      ...differences(
        `letters to ${email}`,
        book.letters,
        own.map(({ kind }) => kind),
      ),
      ...wrong.map(({ kind, messageId }) => `letter ${kind} to ${email} arrived ${times(messageId)} times`),
      ...differences(
        `letters to ${email} that were tried`,
        tried,
        own.filter(({ state }) => state !== 'held').map(({ kind }) => kind),
      ),
      ...(refused === (unreachable ? tried.length : 0) ? [] : [`${refused} letters to ${email} were refused`]),
    ]
  })
}

/** Rows that are under way though nothing is. */
export async function findLoose(db: Database): Promise<string[]> {
  const result = await sql<{ what: string }>`
    select 'payment ' || order_id || ' is ' || state as what from payments where state in ('started', 'unknown')
    union all select 'a refund is started' from refunds where state = 'started'
    union all select 'a refund was refused: ' || reason from refunds where state = 'refused'
    union all select 'a change of card is ' || state from card_changes where state in ('started', 'unknown')
    union all select 'application ' || number || ' is started' from applications where state = 'started'
    union all select 'contract ' || number || ' waits for a charge' from contracts where wanted_since is not null
    union all select 'attention: ' || kind || ' ' || title from attention
      where kind not in ('transfer_overdue', 'transfer_after_cancellation')`.execute(db)
  return result.rows.map(({ what }) => what)
}
