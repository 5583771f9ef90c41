import { basename } from 'node:path'
import type { EventType } from '../../src/events/index.ts'

/**
 * The journey (`<name>.test.ts`) that brings each event about through the pages or the API, and must see it in the room of
 * its category. A new event that is missing here does not compile.
 */
export const broughtAbout = {
  'customer.provisionally_registered': 'membership',
  'customer.registered': 'membership',
  'mail.undeliverable': 'undeliverable',
  'mail.complaint_reported': 'complaint',
  'site.maintenance_started': 'maintenance',
  'site.maintenance_ended': 'maintenance',
  'application.completed': 'membership',
  'payment.application_card_failed': 'declined',
  'payment.renewal_card_failed': 'membership',
  'payment.card_recovered': 'membership',
  'contract.cancellation_reserved': 'membership',
  'contract.cancellation_withdrawn': 'membership',
  'contract.cancelled': 'membership',
  'contract.suspended': 'transfer',
  'contract.resumed': 'transfer',
} as const satisfies Record<EventType, string>

/** The events that a journey's file answers for. */
export function broughtAboutBy(file: string): EventType[] {
  const name = basename(file, '.test.ts')
  return (Object.keys(broughtAbout) as EventType[]).filter((type) => broughtAbout[type] === name)
}
