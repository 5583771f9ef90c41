import { listContracts, readContractStanding } from '../../contracts/index.ts'
import { listEvents } from '../../events/index.ts'
import { listPayments } from '../../payments/index.ts'
import { eventAnswer } from './news-answers.ts'
import type { ApiParts } from './ports.ts'

const LATEST = { limit: 100 }

/** A contract with where it stands, its payments and what happened, or null. */
export async function readContractDetail({ db, contracts, readShop }: ApiParts, id: string) {
  const [[contract], standing] = await Promise.all([
    listContracts(db, { id }, { limit: 1 }),
    readContractStanding(db, contracts, id),
  ])
  if (!contract || !standing) return null
  const [shop, payments, events] = await Promise.all([
    readShop(db),
    listPayments(db, { contractId: id }, LATEST),
    listEvents(db, { customerId: contract.customer.id, contractId: id }, LATEST),
  ])
  const history = events.map((event) => eventAnswer(event, shop))
  return { ...contract, ...standing, payments, events: history }
}
