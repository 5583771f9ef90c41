import type { Actor } from '../events/index.ts'
import { transact } from '../platform/database.ts'
import { newId } from '../platform/ids.ts'
import { type Change, noteChanges } from './changes.ts'
import type { CustomersContext } from './context.ts'
import { type CustomerInFull, foldEmail } from './customer.ts'
import { invite } from './invite.ts'
import { letLettersGoAgain } from './lift-mail-stop.ts'
import { lockCustomer } from './queries.ts'
import { type Changed, emailTaken, NOT_FOUND, WITHDRAWN } from './refusals.ts'
import type { CustomerFields, ProfileChange } from './schema.ts'

/** Adds a provisional customer: no event, because nobody applied. `inviteNow` sends the letter with the link of 本登録. */
export async function createCustomer(
  context: CustomersContext,
  fields: CustomerFields,
  inviteNow: boolean,
  actor: Actor,
): Promise<Changed> {
  const now = context.clock.now()
  const emailKey = foldEmail(fields.email)
  return transact(context.db, context.doorbell, async (tx): Promise<Changed> => {
    const id = newId()
    const added = await tx
      .insertInto('customers')
      .values({ id, ...fields, emailKey, createdAt: now })
      .onConflict((conflict) => conflict.column('emailKey').doNothing())
      .returning('id')
      .executeTakeFirst()
    if (added === undefined) return emailTaken(tx, emailKey)
    await noteChanges(tx, id, [{ what: 'created' }], actor, now)
    if (inviteNow) await invite(tx, context, { id, ...fields, state: 'provisional' }, actor, now)
    return { refused: false, id }
  })
}

/** Changes names, readings and consent; what is missing stays. */
export async function editCustomer(
  context: CustomersContext,
  customerId: string,
  edit: ProfileChange,
  actor: Actor,
): Promise<Changed> {
  return transact(context.db, context.doorbell, async (tx): Promise<Changed> => {
    const stored = await lockCustomer(tx, customerId)
    if (stored === null) return NOT_FOUND
    if (stored.state === 'withdrawn') return WITHDRAWN
    const given = Object.fromEntries(Object.entries(edit).filter(([, value]) => value !== undefined))
    const now = context.clock.now()
    // Staff who tick the box do not know that the customer wants letters again: they have a step of their own for that.
    if (actor.kind === 'customer' && edit.newsletter === true)
      await letLettersGoAgain(tx, customerId, 'complained', actor, now)
    const changes = changesOf(stored, { ...stored, ...given })
    if (changes.length === 0) return { refused: false, id: customerId }
    await tx.updateTable('customers').set(given).where('id', '=', customerId).execute()
    await noteChanges(tx, customerId, changes, actor, now)
    return { refused: false, id: customerId }
  })
}

function changesOf(before: CustomerInFull, after: CustomerInFull): Change[] {
  const name = (of: CustomerInFull) => `${of.familyName} ${of.givenName}`
  const kana = (of: CustomerInFull) => `${of.familyKana} ${of.givenKana}`.trim()
  const consent = (of: CustomerInFull) => (of.newsletter ? '希望する' : '希望しない')
  const read = [
    ['name', name],
    ['kana', kana],
    ['newsletter', consent],
  ] as const
  return read.flatMap(([what, words]) =>
    words(before) === words(after) ? [] : [{ what, from: words(before), to: words(after) }],
  )
}
