import { z } from 'zod'
import { addUser, type Credentials, type DeskUser, type Ticket, userByEmail, userById, type Zendesk } from './desk.ts'
import type { RecordFault } from './errors.ts'

/** The keys of `ticket` a form integration sends; others are dropped without an error, as Zendesk does. */
export const ticketRequest = z.object({
  subject: z.string().nullish(),
  comment: z
    .object({
      body: z.string().optional(),
      html_body: z.string().optional(),
      public: z.boolean().default(true),
      author_id: z.int().optional(),
    })
    .optional(),
  requester: z
    .union([z.string(), z.int(), z.object({ name: z.string().optional(), email: z.string().optional() })])
    .optional(),
  requester_id: z.int().optional(),
  submitter_id: z.int().optional(),
  external_id: z.string().nullish(),
  tags: z.array(z.string()).default([]),
  priority: z.enum(['urgent', 'high', 'normal', 'low']).nullish(),
  type: z.enum(['problem', 'incident', 'question', 'task']).nullish(),
  custom_fields: z.array(z.unknown()).default([]),
})

export type TicketRequest = z.output<typeof ticketRequest>

/** Longer names are refused; alphagov/support gives such jobs up for that reason. */
const longestName = 255

/** Makes the ticket, and its requester when nobody has that address; or says why not. */
export function createTicket(
  desk: Zendesk,
  agent: DeskUser,
  madeWith: Credentials,
  wanted: TicketRequest,
): Ticket | RecordFault {
  const body = wanted.comment?.html_body ?? wanted.comment?.body ?? ''
  if (wanted.comment === undefined || body.trim() === '') {
    return { field: 'base', description: 'Description: cannot be blank', error: 'BlankValue' }
  }
  const requester = findRequester(desk, agent, wanted)
  if ('field' in requester) return requester
  const submitterId = wanted.submitter_id ?? requester.id
  const authorId = wanted.comment.author_id ?? submitterId
  const html = wanted.comment.html_body !== undefined
  const ticket: Ticket = {
    id: desk.tickets.length + 1,
    subject: wanted.subject ?? null,
    comment: {
      body: html ? body : asKept(body, userById(desk, authorId)?.role !== 'end-user'),
      html,
      public: wanted.comment.public,
      authorId,
    },
    requesterId: requester.id,
    submitterId,
    externalId: wanted.external_id ?? null,
    tags: [...new Set(wanted.tags)],
    priority: wanted.priority ?? null,
    type: wanted.type ?? null,
    customFields: wanted.custom_fields,
    createdAt: new Date().toISOString(),
    madeWith,
  }
  desk.tickets.push(ticket)
  return ticket
}

/** Markup is stripped from a plain body; of an agent's, placeholders and Liquid too, which here stand for nothing. */
function asKept(body: string, byAgent: boolean): string {
  const text = body.replace(/<\/?[a-z][^>]*>/gi, '')
  return byAgent ? text.replace(/\{\{[^}]*\}\}|\{%[^}]*%\}/g, '') : text
}

/** `requester_id` wins over `requester`; neither means the caller. An existing person is never renamed. */
function findRequester(desk: Zendesk, agent: DeskUser, wanted: TicketRequest): DeskUser | RecordFault {
  const { requester } = wanted
  const id = wanted.requester_id ?? (typeof requester === 'number' ? requester : undefined)
  if (id !== undefined) return acceptable(userById(desk, id))
  if (requester === undefined || typeof requester === 'number') return agent
  const { email = '', name = '' } = typeof requester === 'string' ? { email: requester } : requester
  if (!/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(email)) {
    return refusedRequester(`Requester: Email:  ${email} is not properly formatted`)
  }
  const known = userByEmail(desk, email)
  if (known) return acceptable(known)
  if (name === '') return refusedRequester('Requester: Name:  is too short (minimum is 1 character)')
  if (name.length > longestName) return refusedRequester('Requester: Name:  is too long (maximum is 255 characters)')
  return addUser(desk, name, email)
}

function acceptable(user: DeskUser | undefined): DeskUser | RecordFault {
  if (!user) return refusedRequester('Requester: is invalid')
  return user.suspended ? refusedRequester(`Requester: ${user.name} is suspended.`) : user
}

function refusedRequester(description: string): RecordFault {
  return { field: 'requester', description }
}
