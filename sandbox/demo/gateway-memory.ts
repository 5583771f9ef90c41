import type { App } from '../../src/app.ts'
import type { SavedCard } from '../../src/contracts/index.ts'
import { testCards } from '../gateway/cards.ts'
import type { Card } from '../gateway/tokens.ts'
import type { World } from '../index.ts'

type Shown = Pick<Card, 'brand' | 'last4' | 'expMonth' | 'expYear'>

/**
 * Reminds the gateway of this start of what the shop's payments and contracts say of it: a real one forgets nothing, so
 * that what was charged before can be refunded and saved cards go on being charged.
 */
export async function remindGateway({ db, secrets }: Pick<App, 'db' | 'secrets'>, { gateway }: World): Promise<void> {
  const charges = await db
    .selectFrom('payments')
    .innerJoin('applications', 'applications.id', 'payments.applicationId')
    .select(['chargeId', 'orderId', 'payments.amountYen', 'refundedYen', 'card', 'payments.createdAt', 'productName'])
    .where('payments.state', '=', 'succeeded')
    .where('chargeId', 'is not', null)
    .orderBy('payments.createdAt')
    .execute()
  for (const { chargeId, orderId, amountYen, refundedYen, card, createdAt, productName } of charges) {
    gateway.charges.push({
      ...{
        id: chargeId ?? '',
        orderId,
        amount: amountYen,
        refundedAmount: refundedYen,
        refunds: [],
        status: 'succeeded',
      },
      ...{ description: productName, card: testCardOf(card as unknown as Shown), createdAt: createdAt.getTime() },
      ...{ declineCode: null, declineMessage: null, customerId: null, saveCard: false, returnUrl: null },
    })
  }
  const contracts = await db.selectFrom('contracts').select('savedCard').where('savedCard', 'is not', null).execute()
  for (const { savedCard } of contracts) {
    const saved = savedCard as unknown as SavedCard & Shown
    const reference = secrets.open(saved.sealedReference)
    if (reference !== null) gateway.customers.set(reference, testCardOf(saved))
  }
}

/** The test card that is shown like this. */
function testCardOf({ brand, last4, expMonth, expYear }: Shown): Card {
  const behaviour = testCards.find(({ number }) => number.endsWith(last4))?.behaviour ?? { kind: 'succeeds' }
  return { brand, last4, expMonth, expYear, behaviour }
}
