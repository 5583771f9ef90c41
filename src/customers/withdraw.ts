import type { Actor } from '../events/index.ts'
import { type Reader, transact } from '../platform/database.ts'
import { noteChanges } from './changes.ts'
import type { CustomersContext } from './context.ts'
import { lockCustomer } from './queries.ts'
import { type Changed, NOT_FOUND, WITHDRAWN } from './refusals.ts'
import { endRegistrationLinks } from './registration.ts'

/** Contracts stand above customers, so the question is handed in. */
export interface WithdrawContext extends CustomersContext {
  hasRunningContracts: (reader: Reader, customerId: string) => Promise<boolean>
}

/**
 * 退会: the account goes, its sessions with it, and links end. What happened stays. The address is free again: whoever applies
 * with it later is a new customer.
 */
export async function withdrawCustomer(context: WithdrawContext, customerId: string, actor: Actor): Promise<Changed> {
  const now = context.clock.now()
  return transact(context.db, context.doorbell, async (tx): Promise<Changed> => {
    const stored = await lockCustomer(tx, customerId)
    if (stored === null) return NOT_FOUND
    if (stored.state === 'withdrawn') return WITHDRAWN
    if (await context.hasRunningContracts(tx, customerId))
      return {
        refused: true,
        code: 'has_contracts',
        message: '解約していない契約があるため、退会にできません。先に契約を解約してください。',
      }
    const { memberUserId } = await tx
      .selectFrom('customers')
      .select('memberUserId')
      .where('id', '=', customerId)
      .executeTakeFirstOrThrow()
    await tx
      .updateTable('customers')
      .set({ state: 'withdrawn', emailKey: `withdrawn:${customerId}`, memberUserId: null })
      .where('id', '=', customerId)
      .execute()
    if (memberUserId !== null) await tx.deleteFrom('memberUser').where('id', '=', memberUserId).execute()
    await endRegistrationLinks(tx, customerId, now)
    await tx.updateTable('memberLinks').set({ expiresAt: now }).where('customerId', '=', customerId).execute()
    await noteChanges(tx, customerId, [{ what: 'withdrawn' }], actor, now)
    return { refused: false, id: customerId }
  })
}
