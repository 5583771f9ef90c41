import { basename } from 'node:path'
import type { EventType } from '../../src/events/index.ts'

/** Events that nobody can bring about yet, with the reason. */
const notYet = null

/**
 * The journey (`<name>.test.ts`) that brings each event about through the pages or the API, and must see it in the room of
 * its category. A new event that is missing here does not compile.
 */
export const broughtAbout = {
  'customer.provisionally_registered': 'membership',
  'customer.registered': 'membership',
  'mail.undeliverable': 'undeliverable',
  // Reports of complaints come by mail, and the program reads none so far.
  'mail.complaint_reported': notYet,
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
} as const satisfies Record<EventType, string | typeof notYet>

/** The events that a journey's file answers for. */
export function broughtAboutBy(file: string): EventType[] {
  const name = basename(file, '.test.ts')
  return (Object.keys(broughtAbout) as EventType[]).filter((type) => broughtAbout[type] === name)
}
