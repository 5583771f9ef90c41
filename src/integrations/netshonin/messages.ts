import type { DomainEvent } from '../../events/index.ts'
import type { Call, ManualRegistration } from '../connector.ts'
import type { NetshoninSettings } from './settings.ts'

/** An event that puts a customer on a list. */
type ListingEvent = Extract<DomainEvent, { type: 'customer.provisionally_registered' | 'application.completed' }>

/** The manual's warning: such names are refused at times. Wide letters and half-width katakana count too. */
const UNUSUAL_NAME = /[\p{Script=Latin}\p{Script=Katakana}]/u

/** The list an event asks for and the application that brought it, or null when there is no plan id. */
export function listingOf(
  event: DomainEvent,
  settings: NetshoninSettings,
): { planId: string; applicationId: string } | null {
  if (!isListing(event)) return null
  const planId = event.type === 'application.completed' ? event.payload.netshoninPlanId?.trim() : settings.planId
  return planId ? { planId, applicationId: event.payload.application.id } : null
}

/** Who is put on which list. Throws when the call carries no event of that kind: a defect of the planner. */
export function registrationOf(call: Call): ManualRegistration {
  const event = call.events[0]
  if (!event || !isListing(event)) throw new Error(`a ネット商人 call of ${event?.type ?? 'no event'}`)
  const { familyName, givenName, email } = event.payload.customer
  return { familyName, givenName, email, planId: call.target }
}

/** A remark for whoever registers this name by hand, or '' when nothing about it is unusual. */
export function nameHint({ familyName, givenName }: ManualRegistration): string {
  if (!UNUSUAL_NAME.test(familyName + givenName)) return ''
  return '。姓名にアルファベットやカタカナが入っていると、ネット商人側でエラーとなる場合があります'
}

function isListing(event: DomainEvent): event is ListingEvent {
  return event.type === 'customer.provisionally_registered' || event.type === 'application.completed'
}
