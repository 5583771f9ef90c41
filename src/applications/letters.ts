import { nextChargeOn, termsFrom } from '../contracts/index.ts'
import { type Customer, issueRegistrationLink } from '../customers/index.ts'
import { type PersonalLink, writeToCustomer } from '../mail/index.ts'
import { type Expected, paymentsDefinition } from '../payments/index.ts'
import type { Tx } from '../platform/database.ts'
import { dayIn } from '../site/index.ts'
import type { Scene } from './complete.ts'
import type { ApplicationsContext } from './context.ts'

/**
 * The letter that the application was accepted; for a transfer, with all that it needs. Whoever has no password yet is
 * invited to 本登録 in the same letter.
 */
export async function confirmByLetter(
  context: ApplicationsContext,
  tx: Tx,
  { application, shop, now }: Scene,
  customer: Customer,
  transfer: Expected | null,
): Promise<void> {
  const invitation = await invite(context, tx, customer, now)
  const monthly = application.productKind === 'monthly'
  const nextDay = monthly ? nextChargeOn(termsFrom(dayIn(shop.timeZone, now))) : null
  const to = { ...application, id: customer.id, email: customer.email }
  const wish = { application: { ...application, nextChargeOn: nextDay }, invitation }
  if (transfer === null) return writeToCustomer(tx, context, to, { kind: 'application_accepted', ...wish })
  const { bankAccount } = (await context.settings.read(tx, paymentsDefinition)).value
  const { productName, amountYen } = application
  const { reference, dueOn } = transfer
  const expected = { productName, amountYen, bankAccount, reference, dueOn }
  await writeToCustomer(tx, context, to, { kind: 'transfer_instructions', transfer: expected, ...wish })
}

async function invite(
  context: ApplicationsContext,
  tx: Tx,
  customer: Customer,
  now: Date,
): Promise<PersonalLink | null> {
  if (customer.state !== 'provisional') return null
  const { token, expiresAt } = await issueRegistrationLink(tx, customer.id, now)
  return { url: `${context.baseUrl}/register/${token}`, expiresAt }
}
