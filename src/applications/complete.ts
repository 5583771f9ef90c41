import { FIRST_TERM, openContract, type SavedCard } from '../contracts/index.ts'
import { type Customer, findCustomer, findOrAddCustomer, noteNewsletterWish, snapshotOf } from '../customers/index.ts'
import { type Actor, append } from '../events/index.ts'
import { assignPayment, type Charge, type Expected, expectTransfer, paymentsDefinition } from '../payments/index.ts'
import type { Tx } from '../platform/database.ts'
import { statesBefore } from '../platform/transitions.ts'
import { findProduct, type Product } from '../products/index.ts'
import { dayIn, readShop, type Shop } from '../site/index.ts'
import { type Application, applicationTransitions } from './application.ts'
import type { ApplicationsContext } from './context.ts'
import { confirmByLetter } from './letters.ts'
import { decideOffer, makeOffer } from './offers.ts'
import { findApplication } from './queries.ts'

/** What every step of finishing an application looks at. */
export interface Scene {
  /** As confirmed: its price and names are what was sold, whatever became of the product since. */
  application: Application
  product: Product
  shop: Shop
  now: Date
}

/** Reads the scene of an application that is under way. Throws when it has ended. */
export async function readScene(
  context: ApplicationsContext,
  tx: Tx,
  applicationId: string,
  now: Date,
): Promise<Scene> {
  const application = await findApplication(tx, applicationId)
  if (application?.state !== 'started') throw new Error(`application ${applicationId} ended before its payment`)
  const product = await findProduct(tx, application.productId)
  if (product === null) throw new Error(`product ${application.productId} is gone`)
  return { application, product, shop: await readShop(tx, context), now }
}

/** How it was paid, or is to be. */
export type Paid = { method: 'card'; id: string; gateway: string | null; charge: Charge } | { method: 'transfer' }

/** Completes an application that is paid by transfer, in the transaction that took it. */
export async function completeByTransfer(
  context: ApplicationsContext,
  tx: Tx,
  applicationId: string,
  now: Date,
): Promise<void> {
  await complete(context, tx, await readScene(context, tx, applicationId, now), { method: 'transfer' })
}

/** Writes all that an accepted application means: customer, contract, what is expected, events, offer and letter. */
export async function complete(context: ApplicationsContext, tx: Tx, scene: Scene, paid: Paid): Promise<void> {
  const { application, now } = scene
  const { customer, isNew } = await customerOf(tx, application, now)
  await tx
    .updateTable('applications')
    .set({ state: 'completed', finishedAt: now, customerId: customer.id })
    .where('id', '=', application.id)
    .where('state', 'in', statesBefore(applicationTransitions, 'completed'))
    .execute()
  const contract = await openContractIfMonthly(context, tx, scene, customer, paid)
  const transfer = await settlePayment(context, tx, scene, { paid, customer, contract })
  if (application.offerId !== null) await decideOffer(tx, application.offerId, 'accepted', now)
  const actor: Actor =
    application.customerId === null ? { kind: 'visitor' } : { kind: 'customer', id: application.customerId }
  if (isNew) {
    await append(tx, {
      type: 'customer.provisionally_registered',
      payload: {
        customer: snapshotOf(customer),
        application: { id: application.id, number: application.number, productName: application.productName },
      },
      actor,
      occurredAt: now,
      about: { customerId: customer.id, applicationId: application.id },
    })
  }
  await appendCompleted(tx, scene, { customer, newCustomer: isNew, contract, actor })
  await makeOffer(tx, context.secrets, { ...scene, customer })
  await confirmByLetter(context, tx, scene, customer, transfer)
}

/** Whoever was logged in, otherwise the customer with this address, who may be new. */
async function customerOf(
  tx: Tx,
  application: Application,
  now: Date,
): Promise<{ customer: Customer; isNew: boolean }> {
  if (application.customerId === null) return findOrAddCustomer(tx, application, now)
  const customer = await findCustomer(tx, application.customerId)
  if (customer === null) throw new Error(`customer ${application.customerId} is gone`)
  if (application.newsletter) await noteNewsletterWish(tx, customer.id, now)
  return { customer, isNew: false }
}

type OpenedContract = { id: string; number: string } | null

async function openContractIfMonthly(
  context: ApplicationsContext,
  tx: Tx,
  { application, shop, now }: Scene,
  customer: Customer,
  paid: Paid,
): Promise<OpenedContract> {
  if (application.productKind !== 'monthly') return null
  return openContract(tx, {
    customerId: customer.id,
    productId: application.productId,
    applicationId: application.id,
    priceYen: application.amountYen,
    anchor: dayIn(shop.timeZone, now),
    method: paid.method,
    savedCard: savedCardOf(context, paid),
    now,
  })
}

function savedCardOf(context: ApplicationsContext, paid: Paid): SavedCard | null {
  if (paid.method === 'transfer' || paid.gateway === null || paid.charge.savedCard === null) return null
  const { card, savedCard } = paid.charge
  return { ...card, gateway: paid.gateway, sealedReference: context.secrets.seal(savedCard) }
}

/** Says whose the card's charge was, or begins to wait for the transfer. */
async function settlePayment(
  context: ApplicationsContext,
  tx: Tx,
  { application, shop, now }: Scene,
  { paid, customer, contract }: { paid: Paid; customer: Customer; contract: OpenedContract },
): Promise<Expected | null> {
  const to = {
    customerId: customer.id,
    contractId: contract?.id ?? null,
    termNo: contract === null ? null : FIRST_TERM,
  }
  if (paid.method === 'card') {
    await assignPayment(tx, paid.id, to)
    return null
  }
  const { id: applicationId, amountYen } = application
  const { timeZone } = shop
  const { transferDueDays: dueDays } = (await context.settings.read(tx, paymentsDefinition)).value
  return expectTransfer(tx, {
    ...{ ...to, applicationId, amountYen, now, timeZone, dueDays },
    purpose: 'application',
  })
}

async function appendCompleted(
  tx: Tx,
  { application, product, now }: Scene,
  made: { customer: Customer; newCustomer: boolean; contract: OpenedContract; actor: Actor },
): Promise<void> {
  const { id, number, kind, amountYen, method, productId, productName, productKind, answers } = application
  const { customer, newCustomer, contract, actor } = made
  await append(tx, {
    type: 'application.completed',
    payload: {
      application: { id, number, kind, amountYen, method },
      customer: snapshotOf(customer),
      newCustomer,
      product: { id: productId, name: productName, kind: productKind, priceYen: amountYen },
      contract,
      answers: answers.filter(({ answer }) => answer !== ''),
      netshoninPlanId: product.netshoninPlanId,
    },
    actor,
    occurredAt: now,
    about: { customerId: customer.id, applicationId: id, ...(contract ? { contractId: contract.id } : {}) },
  })
}
