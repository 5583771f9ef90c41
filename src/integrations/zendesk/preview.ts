import { type DomainEvent, sampleEvent } from '../../events/index.ts'
import type { FieldFault } from '../../platform/field-faults.ts'
import { asTemplate, templateFaults } from '../../platform/template.ts'
import type { ShopFacts } from '../connector.ts'
import { ticketText } from './messages.ts'
import { placeholders } from './template.ts'

/** A ticket as its templates make it, before they are saved. */
export interface TicketPreview {
  subject: string
  body: string
  /** Why the templates could not be saved as they are. */
  problems: FieldFault[]
  /** `latest`: of the latest application that was really completed; `sample`: of an invented one. */
  source: 'latest' | 'sample'
}

/** What the templates make of the latest application, or of a sample while there is none. Pure. */
export function previewTicket(
  typed: { subject: string; body: string },
  latest: DomainEvent | null,
  shop: ShopFacts,
  now: Date,
): TicketPreview {
  const event = latest ?? sampleEvent('application.completed', now)
  if (event.type !== 'application.completed') throw new Error(`a ticket's preview of ${event.type}`)
  const templates = { subject: asTemplate(typed.subject).replaceAll('\n', ' '), body: asTemplate(typed.body) }
  const problems = (['subject', 'body'] as const).flatMap((field) =>
    templateFaults(templates[field], placeholders).map((message) => ({ field, message })),
  )
  return { ...ticketText(templates, event, shop), problems, source: latest ? 'latest' : 'sample' }
}
