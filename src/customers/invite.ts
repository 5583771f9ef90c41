import { sql } from 'kysely'
import type { Actor } from '../events/index.ts'
import { writeToCustomer } from '../mail/index.ts'
import { type Tx, transact } from '../platform/database.ts'
import { noteChanges } from './changes.ts'
import type { CustomersContext } from './context.ts'
import type { Customer } from './customer.ts'
import { lockCustomer } from './queries.ts'
import { type Changed, NOT_FOUND } from './refusals.ts'
import { endRegistrationLinks, issueRegistrationLink } from './registration.ts'

/** Nobody gets more letters with a link of 本登録 than this within a day, however often staff press the button. */
const LINKS_A_DAY = 5

/** Sends the letter with a new link of 本登録; links that were sent before end. */
export async function invite(
  tx: Tx,
  context: Pick<CustomersContext, 'settings' | 'baseUrl'>,
  customer: Customer,
  actor: Actor,
  now: Date,
): Promise<void> {
  await endRegistrationLinks(tx, customer.id, now)
  const { token, expiresAt } = await issueRegistrationLink(tx, customer.id, now)
  const invitation = { url: `${context.baseUrl}/register/${token}`, expiresAt }
  await writeToCustomer(tx, context, customer, { kind: 'registration_link', invitation })
  await noteChanges(tx, customer.id, [{ what: 'link_sent', to: customer.email }], actor, now)
}

/** Sends a provisional customer the link once more. */
export async function resendLink(context: CustomersContext, customerId: string, actor: Actor): Promise<Changed> {
  return transact(context.db, context.doorbell, async (tx): Promise<Changed> => {
    const customer = await lockCustomer(tx, customerId)
    if (customer === null) return NOT_FOUND
    if (customer.state !== 'provisional')
      return {
        refused: true,
        code: 'not_provisional',
        message: '仮登録のお客様ではないため、本登録の案内は送れません。',
      }
    if ((await countLinks(tx, customerId)) >= LINKS_A_DAY)
      return {
        refused: true,
        code: 'too_many_links',
        message: `本登録の案内は、同じお客様に24時間に${LINKS_A_DAY}通までしか送れません。時間をおいてから送ってください。`,
      }
    await invite(tx, context, customer, actor, context.clock.now())
    return { refused: false, id: customerId }
  })
}

async function countLinks(tx: Tx, customerId: string): Promise<number> {
  const counted = await sql<{ links: number }>`
    select count(*) as links from registration_links
    where customer_id = ${customerId} and issued_at > now() - interval '24 hours'`.execute(tx)
  return counted.rows[0]?.links ?? 0
}
