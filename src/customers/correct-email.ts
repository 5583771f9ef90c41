import type { Actor } from '../events/index.ts'
import { writeToCustomer } from '../mail/index.ts'
import { type Tx, transact } from '../platform/database.ts'
import { noteChanges } from './changes.ts'
import type { CustomersContext } from './context.ts'
import { foldEmail } from './customer.ts'
import { invite } from './invite.ts'
import { letLettersGoAgain } from './lift-mail-stop.ts'
import { lockCustomer } from './queries.ts'
import { type Changed, emailTaken, isTaken, NOT_FOUND, WITHDRAWN } from './refusals.ts'

/**
 * Corrects a mail address. Whoever is provisional gets the link of 本登録 at the new one; whoever is registered is told at the
 * old one. Links that went to the old address end. `email` has passed `emailSchema`.
 */
export async function correctEmail(
  context: CustomersContext,
  customerId: string,
  email: string,
  actor: Actor,
): Promise<Changed> {
  try {
    return await transact(context.db, context.doorbell, (tx) => correct(context, tx, customerId, email, actor))
  } catch (error) {
    // Somebody else took the address between the look and the update.
    if (isTaken(error)) return emailTaken(context.db, foldEmail(email))
    throw error
  }
}

async function correct(
  context: CustomersContext,
  tx: Tx,
  customerId: string,
  email: string,
  actor: Actor,
): Promise<Changed> {
  const now = context.clock.now()
  const stored = await lockCustomer(tx, customerId)
  if (stored === null) return NOT_FOUND
  if (stored.state === 'withdrawn') return WITHDRAWN
  if (stored.email === email) return { refused: false, id: customerId }
  const emailKey = foldEmail(email)
  const taken = await tx
    .selectFrom('customers')
    .select('id')
    .where('emailKey', '=', emailKey)
    .where('id', '<>', customerId)
    .executeTakeFirst()
  if (taken) return emailTaken(tx, emailKey)
  await tx.updateTable('customers').set({ email, emailKey }).where('id', '=', customerId).execute()
  await tx
    .updateTable('memberLinks')
    .set({ expiresAt: now })
    .where('customerId', '=', customerId)
    .where('usedAt', 'is', null)
    .where('expiresAt', '>', now)
    .execute()
  await noteChanges(tx, customerId, [{ what: 'email', from: stored.email, to: email }], actor, now)
  // What was wrong with the old address says nothing of the new one.
  await letLettersGoAgain(tx, customerId, 'undeliverable', actor, now)
  if (stored.state === 'provisional') await invite(tx, context, { ...stored, email }, actor, now)
  else await writeToCustomer(tx, context, stored, { kind: 'mail_changed', newAddress: email })
  return { refused: false, id: customerId }
}
