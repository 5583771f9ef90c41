import { type Actor, append, type NewEvent } from '../events/index.ts'
import type { Clock } from '../platform/clock.ts'
import { type Database, type Ringer, transact } from '../platform/database.ts'
import { MAINTENANCE_TOPIC, type Maintenance, selectMaintenance } from './maintenance.ts'
import type { MaintenanceChange } from './schema.ts'

/**
 * Switches メンテナンスモード, or changes what its page says. Only a switch is an event: the row is locked, so of two who
 * switch it on at once the second finds it on and changes no more than the text. Answers how it stands then.
 */
export async function changeMaintenance(
  { db, doorbell, clock }: { db: Database; doorbell: Ringer; clock: Clock },
  change: MaintenanceChange,
  actor: Actor,
): Promise<{ maintenance: Maintenance; switched: boolean }> {
  return transact(db, doorbell, async (tx) => {
    const now = clock.now()
    const before = await selectMaintenance(tx).forUpdate().executeTakeFirstOrThrow()
    const switched = before.on !== change.on
    const maintenance: Maintenance = {
      on: change.on,
      message: change.message ?? before.message,
      resumesAt: resumptionOf(change, before),
      switchedAt: switched ? now : before.switchedAt,
      switchedBy: switched ? nameOf(actor) : before.switchedBy,
    }
    const { on: isOn, ...rest } = maintenance
    await tx
      .updateTable('maintenance')
      .set({ isOn, ...rest })
      .execute()
    tx.wakes.add(MAINTENANCE_TOPIC)
    if (switched) await append(tx, eventOf(maintenance, { actor, occurredAt: now, about: {} }))
    return { maintenance, switched }
  })
}

/** The time belongs to one maintenance and ends with it; the text is kept for the next. */
function resumptionOf(change: MaintenanceChange, before: Maintenance): Date | null {
  if (!change.on || change.resumesAt === null) return null
  return change.resumesAt === undefined ? before.resumesAt : new Date(change.resumesAt)
}

function eventOf(
  { on, message, resumesAt }: Maintenance,
  circumstances: Pick<NewEvent, 'actor' | 'occurredAt' | 'about'>,
): NewEvent {
  if (!on) return { ...circumstances, type: 'site.maintenance_ended', payload: {} }
  const payload = { message, resumesAt: resumesAt?.toISOString() ?? null }
  return { ...circumstances, type: 'site.maintenance_started', payload }
}

function nameOf(actor: Actor): string | null {
  return actor.kind === 'staff' ? actor.name : null
}
