import { FIRST_TERM, nextChargeOn, openContract, type SavedCard, termsFrom } from '../contracts/index.ts'
import { type Customer, findOrAddCustomer, issueRegistrationLink, snapshotOf } from '../customers/index.ts'
import { append } from '../events/index.ts'
import { applicationAccepted, applicationNotCharged, type RegistrationInvitation, writeLetter } from '../mail/index.ts'
import { assignTerm, type Charge, type Failure, noteDeclined, noteSucceeded, type Step } from '../payments/index.ts'
import { type Tx, transact } from '../platform/database.ts'
import { statesBefore } from '../platform/transitions.ts'
import { findProduct, type Product } from '../products/index.ts'
import { dayIn, readShop, type Shop } from '../site/index.ts'
import { type Application, applicationTransitions, declineWords } from './application.ts'
import type { ApplicationsContext } from './context.ts'
import { findApplication } from './queries.ts'

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
    const application = await findApplication(tx, payment.applicationId)
    if (application?.state !== 'started')
      throw new Error(`application ${payment.applicationId} ended before its payment`)
    const product = await findProduct(tx, application.productId)
    if (product === null) throw new Error(`product ${application.productId} is gone`)
    const scene = { application, product, shop: await readShop(tx, context), now }
    if (step.state === 'declined') await decline(context, tx, scene, step.failure, tellByLetter)
    else await complete(context, tx, scene, payment, step.charge)
    return true
  })
}

/** What every step of settling looks at. */
interface Scene {
  /** As confirmed: its price and names are what was sold, whatever became of the product since. */
  application: Application
  product: Product
  shop: Shop
  now: Date
}

async function decline(
  context: ApplicationsContext,
  tx: Tx,
  { application, product, shop, now }: Scene,
  failure: Failure,
  tellByLetter: boolean,
): Promise<void> {
  const { id, number, familyName, givenName, email, amountYen, productId, productName, productKind } = application
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
      application: { id, number, kind: 'standard' },
      product: { id: productId, name: productName, kind: productKind, priceYen: amountYen },
      amountYen,
      failure,
    },
    actor: { kind: 'visitor' },
    occurredAt: now,
    about: { applicationId: id },
  })
  if (!tellByLetter) return
  const applyUrl = `${context.baseUrl}/apply/${product.slug}`
  await writeLetter(tx, context.baseUrl, {
    audience: 'customer',
    kind: 'application_not_charged',
    to: { address: email, name: `${familyName} ${givenName}` },
    ...applicationNotCharged(shop, { ...application, nextChargeOn: null }, declineReason, applyUrl),
  })
}

async function complete(
  context: ApplicationsContext,
  tx: Tx,
  scene: Scene,
  payment: { id: string; gateway: string | null },
  charge: Charge,
): Promise<void> {
  const { application, now } = scene
  const { customer, isNew } = await findOrAddCustomer(tx, application, now)
  await tx
    .updateTable('applications')
    .set({ state: 'completed', finishedAt: now, customerId: customer.id })
    .where('id', '=', application.id)
    .where('state', 'in', statesBefore(applicationTransitions, 'completed'))
    .execute()
  const contract = await openContractIfMonthly(context, tx, scene, customer, payment, charge)
  if (isNew) {
    await append(tx, {
      type: 'customer.provisionally_registered',
      payload: {
        customer: snapshotOf(customer),
        application: { id: application.id, number: application.number, productName: application.productName },
      },
      actor: { kind: 'visitor' },
      occurredAt: now,
      about: { customerId: customer.id, applicationId: application.id },
    })
  }
  await appendCompleted(tx, scene, customer, isNew, contract)
  await confirmByLetter(context, tx, scene, customer)
}

async function openContractIfMonthly(
  context: ApplicationsContext,
  tx: Tx,
  { application, shop, now }: Scene,
  customer: Customer,
  payment: { id: string; gateway: string | null },
  charge: Charge,
): Promise<{ id: string; number: string } | null> {
  if (application.productKind !== 'monthly') return null
  const savedCard: SavedCard | null =
    charge.savedCard === null || payment.gateway === null
      ? null
      : { ...charge.card, gateway: payment.gateway, sealedReference: context.secrets.seal(charge.savedCard) }
  const contract = await openContract(tx, {
    customerId: customer.id,
    productId: application.productId,
    applicationId: application.id,
    priceYen: application.amountYen,
    anchor: dayIn(shop.timeZone, now),
    method: 'card',
    savedCard,
    now,
  })
  await assignTerm(tx, payment.id, contract.id, FIRST_TERM)
  return contract
}

async function appendCompleted(
  tx: Tx,
  { application, product, now }: Scene,
  customer: Customer,
  newCustomer: boolean,
  contract: { id: string; number: string } | null,
): Promise<void> {
  const { id, number, amountYen, productId, productName, productKind } = application
  await append(tx, {
    type: 'application.completed',
    payload: {
      application: { id, number, kind: 'standard', amountYen, method: 'card' },
      customer: snapshotOf(customer),
      newCustomer,
      product: { id: productId, name: productName, kind: productKind, priceYen: amountYen },
      contract,
      netshoninPlanId: product.netshoninPlanId,
    },
    actor: { kind: 'visitor' },
    occurredAt: now,
    about: { customerId: customer.id, applicationId: id, ...(contract ? { contractId: contract.id } : {}) },
  })
}

/** The letter that the application was accepted. Whoever has no password yet is invited to 本登録 in the same letter. */
async function confirmByLetter(context: ApplicationsContext, tx: Tx, scene: Scene, customer: Customer): Promise<void> {
  const { application, shop, now } = scene
  let invitation: RegistrationInvitation | null = null
  if (customer.state === 'provisional') {
    const { token, expiresAt } = await issueRegistrationLink(tx, customer.id, now)
    invitation = { url: `${context.baseUrl}/register/${token}`, expiresAt }
  }
  const monthly = application.productKind === 'monthly'
  const nextDay = monthly ? nextChargeOn(termsFrom(dayIn(shop.timeZone, now))) : null
  await writeLetter(tx, context.baseUrl, {
    audience: 'customer',
    kind: 'application_completed',
    customerId: customer.id,
    to: { address: customer.email, name: `${application.familyName} ${application.givenName}` },
    ...applicationAccepted(shop, { ...application, nextChargeOn: nextDay }, invitation),
  })
}
