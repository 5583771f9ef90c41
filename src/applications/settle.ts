import { append } from '../events/index.ts'
import { writeToCustomer } from '../mail/index.ts'
import { type Failure, noteDeclined, noteSucceeded, type Step } from '../payments/index.ts'
import { type Tx, transact } from '../platform/database.ts'
import { statesBefore } from '../platform/transitions.ts'
import { applicationTransitions, declineWords } from './application.ts'
import { complete, readScene, type Scene } from './complete.ts'
import type { ApplicationsContext } from './context.ts'
import { offerToken } from './offer.ts'

type FinalStep = Extract<Step, { state: 'succeeded' | 'declined' }>

/**
 * Writes what a settled charge means, in one transaction: payment and application first, by conditional updates, then
 * customer, contract, events and letter. False when somebody else settled the payment before: then nothing is written.
 * `tellByLetter`: the customer may be gone from the page, so a failure is told by letter too.
 */
export async function finishApplication(
  context: ApplicationsContext,
  payment: { id: string; applicationId: string; gateway: string | null },
  step: FinalStep,
  tellByLetter: boolean,
): Promise<boolean> {
  const now = context.clock.now()
  return transact(context.db, context.doorbell, async (tx) => {
    const ours =
      step.state === 'succeeded'
        ? await noteSucceeded(tx, payment.id, step.charge, context.secrets, now)
        : await noteDeclined(tx, payment.id, step.failure, now)
    if (!ours) return false
    const scene = await readScene(context, tx, payment.applicationId, now)
    if (step.state === 'declined') await decline(context, tx, scene, step.failure, tellByLetter)
    else await complete(context, tx, scene, { method: 'card', ...payment, charge: step.charge })
    return true
  })
}

async function decline(
  context: ApplicationsContext,
  tx: Tx,
  scene: Scene,
  failure: Failure,
  tellByLetter: boolean,
): Promise<void> {
  const { application, now } = scene
  const { id, number, kind, customerId, familyName, givenName, email, amountYen } = application
  const { productId, productName, productKind } = application
  const declineReason = declineWords(failure.code)
  await tx
    .updateTable('applications')
    .set({ state: 'declined', declineReason, finishedAt: now })
    .where('id', '=', id)
    .where('state', 'in', statesBefore(applicationTransitions, 'declined'))
    .execute()
  await append(tx, {
    type: 'payment.application_card_failed',
    payload: {
      applicant: { familyName, givenName, email },
      application: { id, number, kind },
      product: { id: productId, name: productName, kind: productKind, priceYen: amountYen },
      amountYen,
      failure,
    },
    actor: customerId === null ? { kind: 'visitor' } : { kind: 'customer', id: customerId },
    occurredAt: now,
    about: { applicationId: id, ...(customerId === null ? {} : { customerId }) },
  })
  if (!tellByLetter) return
  const applyUrl = await pageOf(context, tx, scene)
  const wish = { application: { ...application, nextChargeOn: null }, reason: declineReason, applyUrl }
  await writeToCustomer(tx, context, { ...application, id: customerId }, { kind: 'application_not_charged', ...wish })
}

/** Where what was not charged can be ordered again. */
async function pageOf(context: ApplicationsContext, tx: Tx, { application, product }: Scene): Promise<string> {
  if (application.offerId === null) return `${context.baseUrl}/apply/${product.slug}`
  const offer = await tx
    .selectFrom('offers')
    .select('applicationId')
    .where('id', '=', application.offerId)
    .executeTakeFirstOrThrow()
  return `${context.baseUrl}/offer/${offerToken(context.secrets, offer.applicationId)}`
}
