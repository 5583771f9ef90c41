import type { CustomerSnapshot } from './events.ts'

/** 仮登録 (an accepted application by an unknown address), 本登録 (a password was set), 退会. */
export type CustomerState = 'provisional' | 'registered' | 'withdrawn'

/** The state each state may be followed by. */
export const customerTransitions = {
  provisional: ['registered', 'withdrawn'],
  registered: ['withdrawn'],
  withdrawn: [],
} as const satisfies Record<CustomerState, readonly CustomerState[]>

export interface Customer {
  id: string
  email: string
  familyName: string
  givenName: string
  state: CustomerState
}

/** A customer with what only staff and they themselves need. */
export interface CustomerInFull extends Customer {
  familyKana: string
  givenKana: string
  newsletter: boolean
}

/** The address folded for comparison: one person, one customer, however they type it. */
export function foldEmail(email: string): string {
  return email.normalize('NFKC').trim().toLowerCase()
}

/** The customer as events keep them. */
export function snapshotOf(customer: Customer): CustomerSnapshot {
  const { id, familyName, givenName, email } = customer
  return { id, familyName, givenName, email }
}
