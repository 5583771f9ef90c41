import type { LetterCustomers, StopCause } from '../mail/index.ts'
import type { Tx } from '../platform/database.ts'
import { noteChanges } from './changes.ts'
import { foldEmail, snapshotOf } from './customer.ts'
import { lockCustomer } from './queries.ts'

const STOPPED: Readonly<Record<StopCause, string>> = {
  undeliverable: 'メールが届かないため',
  complained: '迷惑メール報告のため',
}

/** What `mail` asks of customers when letters to them do not arrive or are reported as spam. */
export const letterCustomers: LetterCustomers = {
  async hold(tx, customerId, address) {
    const customer = await lockedOrThrow(tx, customerId)
    return { customer: snapshotOf(customer), isCurrent: foldEmail(customer.email) === foldEmail(address) }
  },
  async noteStopped(tx, customerId, { cause, words }, now) {
    const to = words === '' ? STOPPED[cause] : `${STOPPED[cause]}: ${words.slice(0, 300)}`
    const stopped = { what: 'letters_stopped', to } as const
    const customer = await lockedOrThrow(tx, customerId)
    const wishTakenBack = cause === 'complained' && customer.newsletter
    if (wishTakenBack)
      await tx.updateTable('customers').set({ newsletter: false }).where('id', '=', customerId).execute()
    const consent = { what: 'newsletter', from: '希望する', to: '希望しない' } as const
    await noteChanges(tx, customerId, wishTakenBack ? [stopped, consent] : [stopped], { kind: 'system' }, now)
  },
}

async function lockedOrThrow(tx: Tx, customerId: string) {
  const customer = await lockCustomer(tx, customerId)
  if (!customer) throw new Error(`no customer ${customerId}`)
  return customer
}
