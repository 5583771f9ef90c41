import { sql } from 'kysely'
import type { World } from '../../sandbox/index.ts'
import type { Database } from '../../src/platform/database.ts'
import { writtenMessageId } from '../support/message-ids.ts'
import type { Applied } from './crowd.ts'

/** The list that every new customer is put on, by the demo's settings. */
const EVERYBODYS_PLAN = '101'

/** An application with what the program wrote of it. */
interface Sale {
  id: string
  number: string
  email: string
  state: string
  amountYen: number
  planId: string
  /** Lists that somebody must put the address on by hand. */
  byHand: string[] | null
}

/** Compares what each applicant was told with what happened outside; what is wrong, in words. */
export async function lookWhatWasSold(db: Database, world: World, applied: readonly Applied[]): Promise<string[]> {
  const sales = await readSales(db)
  const complaints: string[] = []
  for (const { wish, ending } of applied) {
    const complain = (what: string) => complaints.push(`${wish.email}: ${what}`)
    const own = sales.filter(({ email }) => email === wish.email)
    const sale = own[0]
    if (!sale || own.length > 1) {
      complain(`${own.length} applications`)
      continue
    }
    if (sale.state !== ending.kind) complain(`was told ${ending.kind}, but the application is ${sale.state}`)
    if (ending.kind === 'completed' && ending.number !== sale.number) complain(`was told of another: ${ending.number}`)
    for (const what of [...chargesOf(world, sale), ...toldOutside(world, sale), ...(await lettersOf(db, world, sale))])
      complain(what)
  }
  if (sales.length !== applied.length) complaints.push(`${applied.length} applied, ${sales.length} applications`)
  const { refusals } = world.newsletter
  if (refusals.length > 0) complaints.push(`the newsletter form refused ${JSON.stringify(refusals)}`)
  return complaints
}

async function readSales(db: Database): Promise<Sale[]> {
  const result = await sql<Sale>`
    select a.id, a.number, a.email, a.state, a.amount_yen, p.netshonin_plan_id as plan_id,
      (select array_agg(m.plan_id) from manual_registrations m where m.email = a.email) as by_hand
    from applications a join products p on p.id = a.product_id`.execute(db)
  return result.rows
}

/** Money moved once for what was completed, and not at all (or was given back) for what was not. */
function chargesOf(world: World, sale: Sale): string[] {
  const charges = world.gateway.charges.filter(({ orderId }) => orderId === sale.number)
  const paid = charges.filter(({ status }) => status === 'succeeded').map((it) => it.amount - it.refundedAmount)
  const total = paid.reduce((sum, amount) => sum + amount, 0)
  const due = sale.state === 'completed' ? sale.amountYen : 0
  if (sale.state === 'completed' && charges.length !== 1) return [`${charges.length} charges`]
  return total === due ? [] : [`paid ${total} yen of ${due}`]
}

/** One ticket, and each list once: by the form, or handed to a person. */
function toldOutside(world: World, sale: Sale): string[] {
  const wanted = sale.state === 'completed' ? 1 : 0
  const complaints: string[] = []
  const tickets = world.zendesk.tickets.filter(({ externalId }) => externalId === sale.id).length
  if (tickets !== wanted) complaints.push(`${tickets} tickets`)
  for (const planId of [EVERYBODYS_PLAN, sale.planId]) {
    const entries = world.newsletter.registrations.filter((it) => it.mail === sale.email && it.planId === planId).length
    const byHand = sale.byHand?.filter((plan) => plan === planId).length ?? 0
    if (entries > wanted || byHand > wanted || entries + byHand < wanted)
      complaints.push(`on list ${planId} ${entries} times, ${byHand} to be put there by hand`)
  }
  return complaints
}

/** What the program wrote to the customer arrived; the letter of a completed application was written once. */
async function lettersOf(db: Database, world: World, { email, state, number }: Sale): Promise<string[]> {
  const written = await db
    .selectFrom('letters')
    .select(['kind', 'messageId', 'body'])
    .where('toAddress', '=', email)
    .execute()
  const arrived = new Set(world.mailbox.letters.map(({ messageId }) => writtenMessageId(messageId)))
  const complaints = written
    .filter(({ messageId }) => !arrived.has(messageId))
    .map(({ kind, messageId }) => `letter ${kind} ${messageId} did not arrive`)
  const accepted = written.filter(({ kind, body }) => kind === 'application_accepted' && body.includes(number)).length
  if (accepted !== (state === 'completed' ? 1 : 0)) complaints.push(`${accepted} letters of acceptance`)
  return complaints
}
