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
    const customer = await lockCustomer(tx, customerId)
    if (!customer) throw new Error(`no customer ${customerId}`)
    return { customer: snapshotOf(customer), isCurrent: foldEmail(customer.email) === foldEmail(address) }
  },
  async noteStopped(tx, customerId, { cause, words }, now) {
    const to = words === '' ? STOPPED[cause] : `${STOPPED[cause]}: ${words.slice(0, 300)}`
    const stopped = { what: 'letters_stopped', to } as const
    const wishTakenBack = cause === 'complained' && (await takeWishBack(tx, customerId))
    const consent = { what: 'newsletter', from: '希望する', to: '希望しない' } as const
    await noteChanges(tx, customerId, wishTakenBack ? [stopped, consent] : [stopped], { kind: 'system' }, now)
  },
}

/** False when they did not wish to get the newsletter. */
async function takeWishBack(tx: Tx, customerId: string): Promise<boolean> {
  const taken = await tx
    .updateTable('customers')
    .set({ newsletter: false })
    .where('id', '=', customerId)
    .where('newsletter', '=', true)
    .executeTakeFirst()
  return taken.numUpdatedRows > 0n
}
