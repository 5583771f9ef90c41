import { addDays, type Day } from './days.ts'
import { type ExpectedContract, isOver } from './expected-contract.ts'
import { contractsOf, type ExpectedCustomer, type ExpectedSale } from './expected-customer.ts'
import type { ExpectedTransfer } from './expected-transfer.ts'
import { isOpen } from './expected-transfer.ts'
import { SECOND_WARE, type Ware, wareOf } from './offering.ts'

/** What one customer, or the staff for them, does on a day, after what it brought by itself. */
export type Act =
  | {
      kind: 'apply'
      ware: Ware
      method: 'card' | 'transfer'
      /** The first card is declined, and another is tried. */
      refusedFirst: boolean
      offer: 'accept' | 'refuse' | 'ignore'
    }
  | { kind: 'register' | 'new_card' }
  | { kind: 'reserve' | 'withdraw' | 'cancel' | 'retry'; contract: ExpectedContract }
  | { kind: 'resume'; contract: ExpectedContract; owedOn: Day }
  | { kind: 'cancel_application'; sale: ExpectedSale; refund: boolean }
  | { kind: 'confirm' | 'mistake'; transfer: ExpectedTransfer; differs: boolean }

/** The longest respite that staff give. */
const RESPITE_DAYS = 45
/** More cards than this are refused as a card tester's: a year here lasts less than an hour. */
const MOST_CARDS = 6
/** How long after a sale staff still take it back. */
const REGRET_DAYS = 20

/** What happens to this customer today, if anything: one thing a day, so that its order is known. */
export function chooseAct(customer: ExpectedCustomer, day: Day): Act | null {
  const { comesOn, comesAgainOn, member, registered, ware } = customer
  if (day < comesOn) return null
  if (day === comesOn) return apply(customer, ware)
  if (member && !registered) return { kind: 'register' }
  if (day === comesAgainOn) return apply(customer, wareOf(SECOND_WARE))
  return money(customer, day) ?? regret(customer, day) ?? aboutContracts(customer, day)
}

function apply({ random }: ExpectedCustomer, ware: Ware): Act {
  const byTransfer = ware.transfer && (!ware.card || random.chance(0.5))
  const offer = random.below(4)
  return {
    ...{ kind: 'apply', ware, method: byTransfer ? 'transfer' : 'card' },
    refusedFirst: !byTransfer && random.chance(0.15),
    offer: offer < 2 ? 'accept' : offer === 2 ? 'refuse' : 'ignore',
  }
}

function money({ transfers, purse }: ExpectedCustomer, day: Day): Act | null {
  for (const transfer of transfers) {
    const plan = purse.get(transfer)
    if (!plan || transfer.state === 'confirmed') continue
    const { differs } = plan
    if (plan.payOn !== null && day >= plan.payOn) return { kind: 'confirm', transfer, differs }
    if (day === plan.mistakeOn && isOpen(transfer)) return { kind: 'mistake', transfer, differs }
  }
  return null
}

function regret({ random, sales }: ExpectedCustomer, day: Day): Act | null {
  const sale = sales.find((each) => !each.cancelled && day <= addDays(each.day, REGRET_DAYS))
  if (!sale || !random.chance(0.004)) return null
  return { kind: 'cancel_application', sale, refund: sale.method === 'card' && random.chance(0.8) }
}

function aboutContracts(customer: ExpectedCustomer, day: Day): Act | null {
  for (const contract of contractsOf(customer)) {
    if (isOver(contract)) continue
    const act = aboutContract(customer, contract, day)
    if (act !== null) return act
  }
  return null
}

function aboutContract(customer: ExpectedCustomer, contract: ExpectedContract, day: Day): Act | null {
  const { random } = customer
  const mayMend = contract.method === 'card' && customer.registered && customer.cards < MOST_CARDS
  if (contract.state === 'suspended') return stopped(customer, contract, day, mayMend)
  if (contract.card !== 'ok') {
    if (mayMend && random.chance(0.06)) return { kind: 'new_card' }
    if (random.chance(0.05)) return { kind: 'retry', contract }
    return random.chance(0.01) ? { kind: 'reserve', contract } : null
  }
  if (contract.endsOn !== null)
    return contract.endsOn > day && random.chance(0.05) ? { kind: 'withdraw', contract } : null
  if (random.chance(0.004)) return { kind: 'reserve', contract }
  if (random.chance(0.0004)) return { kind: 'cancel', contract }
  return mayMend && random.chance(0.002) ? { kind: 'new_card' } : null
}

function stopped(
  { random, mendsAfter }: ExpectedCustomer,
  contract: ExpectedContract,
  day: Day,
  mayMend: boolean,
): Act | null {
  const since = contract.suspendedOn ?? day
  if (mayMend && mendsAfter !== null && day >= addDays(since, mendsAfter)) return { kind: 'new_card' }
  if (contract.method === 'card' && random.chance(0.02)) return { kind: 'retry', contract }
  if (random.chance(0.01)) return { kind: 'resume', contract, owedOn: addDays(day, random.below(RESPITE_DAYS)) }
  if (contract.endsOn !== null && contract.endsOn > day)
    return random.chance(0.05) ? { kind: 'withdraw', contract } : null
  if (contract.endsOn === null && random.chance(0.004)) return { kind: 'reserve', contract }
  return random.chance(0.002) ? { kind: 'cancel', contract } : null
}
