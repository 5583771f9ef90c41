import type { DeskUser, Ticket } from './desk.ts'

const channel = { channel: 'api', source: { from: {}, to: {}, rel: null } }

/** `base` is the desk's own address, for example `http://127.0.0.1:3900/zendesk/luxliner-demo`. */
export function ticketAnswer(ticket: Ticket, base: string) {
  return {
    url: `${base}/api/v2/tickets/${ticket.id}.json`,
    id: ticket.id,
    external_id: ticket.externalId,
    via: channel,
    created_at: ticket.createdAt,
    updated_at: ticket.createdAt,
    type: ticket.type,
    subject: ticket.subject,
    raw_subject: ticket.subject,
    description: ticket.comment.body,
    priority: ticket.priority,
    status: 'new',
    recipient: null,
    requester_id: ticket.requesterId,
    submitter_id: ticket.submitterId,
    assignee_id: null,
    organization_id: null,
    group_id: null,
    collaborator_ids: [],
    follower_ids: [],
    email_cc_ids: [],
    is_public: ticket.comment.public,
    tags: ticket.tags,
    custom_fields: ticket.customFields,
    ticket_form_id: null,
    brand_id: null,
  }
}

/** The body of a 201: the ticket and what its creation did. */
export function creationAnswer(ticket: Ticket, agent: DeskUser, base: string) {
  return {
    ticket: ticketAnswer(ticket, base),
    audit: {
      id: ticket.id * 1000,
      ticket_id: ticket.id,
      created_at: ticket.createdAt,
      author_id: agent.id,
      metadata: { system: {}, custom: {} },
      events: [
        {
          id: ticket.id * 1000 + 1,
          type: 'Comment',
          author_id: ticket.comment.authorId,
          body: ticket.comment.body,
          public: ticket.comment.public,
        },
        { id: ticket.id * 1000 + 2, type: 'Create', field_name: 'requester_id', value: String(ticket.requesterId) },
        { id: ticket.id * 1000 + 3, type: 'Create', field_name: 'subject', value: ticket.subject },
      ],
      via: channel,
    },
  }
}

export function userAnswer(user: DeskUser, base: string) {
  return {
    id: user.id,
    url: `${base}/api/v2/users/${user.id}.json`,
    name: user.name,
    email: user.email,
    created_at: user.createdAt,
    time_zone: 'Osaka',
    locale: 'ja',
    role: user.role,
    verified: true,
    active: true,
    suspended: user.suspended,
    only_private_comments: false,
    ticket_restriction: null,
  }
}

/** What `users/me` says to a caller without credentials, with status 200. */
export const anonymousUser = {
  id: null,
  url: null,
  name: 'Anonymous user',
  email: 'invalid@example.com',
  role: 'end-user',
  verified: false,
  active: null,
  suspended: false,
}
