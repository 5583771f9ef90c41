import type { Tx } from '../platform/database.ts'
import { newId } from '../platform/ids.ts'
import { type Customer, foldEmail, snapshotOf } from './customer.ts'
import type { CustomerSnapshot } from './events.ts'
import { findCustomer, holdCustomerByEmail } from './queries.ts'
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

/** Notes that a customer who is logged in wishes to get the newsletter. */
export async function noteNewsletterWish(tx: Tx, customerId: string): Promise<void> {
  await tx.updateTable('customers').set({ newsletter: true }).where('id', '=', customerId).execute()
}

/**
 * Notes that a letter to a customer finally did not arrive. Only a dead address marks the customer; a full mail box or a
 * fault of our own does not. Returns who it is, for the event.
 */
export async function noteUndeliverable(tx: Tx, customerId: string, addressIsDead: boolean): Promise<CustomerSnapshot> {
  if (addressIsDead) {
    await tx
      .updateTable('customers')
      .set({ mailState: 'undeliverable' })
      .where('id', '=', customerId)
      .where('mailState', '=', 'ok')
      .execute()
  }
  const customer = await findCustomer(tx, customerId)
  if (!customer) throw new Error(`no customer ${customerId}`)
  return snapshotOf(customer)
}
