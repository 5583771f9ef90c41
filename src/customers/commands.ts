import type { Tx } from '../platform/database.ts'
import { newId } from '../platform/ids.ts'
import { type Customer, foldEmail } from './customer.ts'
import { letLettersGoAgain } from './lift-mail-stop.ts'
import { holdCustomerByEmail } from './queries.ts'
import type { Applicant } from './schema.ts'

/** Whom an application makes a customer; `newsletter`: they wish to get it. */
export interface NewCustomer extends Pick<Applicant, 'familyName' | 'givenName' | 'email'> {
  familyKana?: string
  givenKana?: string
  newsletter?: boolean
}

/**
 * The customer of an accepted application: the one with this address, otherwise a new provisional one. What is stored of
 * a known customer stays as it is, because an application proves nothing about who typed it.
 */
export async function findOrAddCustomer(
  tx: Tx,
  applicant: NewCustomer,
  now: Date,
): Promise<{ customer: Customer; isNew: boolean }> {
  const { email, familyName, givenName, familyKana = '', givenKana = '', newsletter = false } = applicant
  const emailKey = foldEmail(email)
  const added = await tx
    .insertInto('customers')
    .values({
      ...{ id: newId(), email, emailKey, familyName, givenName, familyKana, givenKana, newsletter },
      ...{ state: 'provisional', createdAt: now },
    })
    // Waits for another application of the same address to commit or roll back.
    .onConflict((conflict) => conflict.column('emailKey').doNothing())
    .returning('id')
    .executeTakeFirst()
  const customer = await holdCustomerByEmail(tx, emailKey)
  // Withdrawn between the two statements: the address is free now.
  if (!customer) return findOrAddCustomer(tx, applicant, now)
  return { customer, isNew: added !== undefined }
}

/** Notes that a customer who is logged in wishes to get the newsletter; who complained of mail asks for it again thereby. */
export async function noteNewsletterWish(tx: Tx, customerId: string, now: Date): Promise<void> {
  await tx.updateTable('customers').set({ newsletter: true }).where('id', '=', customerId).execute()
  await letLettersGoAgain(tx, customerId, 'complained', { kind: 'customer', id: customerId }, now)
}
