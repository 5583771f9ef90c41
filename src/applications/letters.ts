import { nextChargeOn, termsFrom } from '../contracts/index.ts'
import { type Customer, issueRegistrationLink } from '../customers/index.ts'
import { applicationAccepted, type RegistrationInvitation, writeLetter, writeToCustomer } from '../mail/index.ts'
import type { ExpectedTransfer } from '../payments/index.ts'
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
  transfer: ExpectedTransfer | null,
): Promise<void> {
  const { familyName, givenName, number, productName, amountYen } = application
  const invitation = await invite(context, tx, customer, now)
  const monthly = application.productKind === 'monthly'
  const nextDay = monthly ? nextChargeOn(termsFrom(dayIn(shop.timeZone, now))) : null
  if (transfer !== null) {
    await writeToCustomer(
      tx,
      context,
      { id: customer.id, familyName, givenName, email: customer.email },
      {
        kind: 'transfer_instructions',
        application: { number, productName, amountYen, nextChargeOn: nextDay },
        transfer: { productName, amountYen, ...transfer },
        invitation,
      },
    )
    return
  }
  await writeLetter(tx, context.baseUrl, {
    audience: 'customer',
    kind: 'application_completed',
    customerId: customer.id,
    to: { address: customer.email, name: `${familyName} ${givenName}` },
    ...applicationAccepted(shop, { ...application, nextChargeOn: nextDay }, invitation),
  })
}

async function invite(
  context: ApplicationsContext,
  tx: Tx,
  customer: Customer,
  now: Date,
): Promise<RegistrationInvitation | null> {
  if (customer.state !== 'provisional') return null
  const { token, expiresAt } = await issueRegistrationLink(tx, customer.id, now)
  return { url: `${context.baseUrl}/register/${token}`, expiresAt }
}
