import type { Actor } from '../events/index.ts'
import { liftStop, type StopCause } from '../mail/index.ts'
import { type Tx, transact } from '../platform/database.ts'
import { noteChanges } from './changes.ts'
import type { CustomersContext } from './context.ts'
import { lockCustomer } from './queries.ts'
import { type Changed, NOT_FOUND, NOT_STOPPED, WITHDRAWN } from './refusals.ts'

/** Lets a customer's letters go again by hand; failures until now are forgiven. `reason` stands in the time line. */
export async function liftMailStop(
  context: CustomersContext,
  customerId: string,
  cause: StopCause,
  reason: string,
  actor: Actor,
): Promise<Changed> {
  return transact(context.db, context.doorbell, async (tx): Promise<Changed> => {
    const customer = await lockCustomer(tx, customerId)
    if (customer === null) return NOT_FOUND
    if (customer.state === 'withdrawn') return WITHDRAWN
    const now = context.clock.now()
    if (!(await liftStop(tx, customerId, cause, now))) return NOT_STOPPED
    await noteChanges(tx, customerId, [{ what: 'letters_resumed', to: reason }], actor, now)
    return { refused: false, id: customerId }
  })
}

/** Lets letters go again because of what the customer did: they asked for them, or have another address. */
export async function letLettersGoAgain(
  tx: Tx,
  customerId: string,
  cause: StopCause,
  actor: Actor,
  now: Date,
): Promise<void> {
  if (!(await liftStop(tx, customerId, cause, now))) return
  const to = cause === 'complained' ? 'お客様が改めてメールを希望されたため' : 'メールアドレスが変更されたため'
  await noteChanges(tx, customerId, [{ what: 'letters_resumed', to }], actor, now)
}
