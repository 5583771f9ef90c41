import type { Context } from 'hono'
import type { World } from '../world.ts'
import { creationAnswer } from './answers.ts'
import type { Credentials, DeskUser, RememberedCreation, Zendesk } from './desk.ts'
import { invalidRecord, missingParameter, otherBodyForKey, unreadableJson } from './errors.ts'
import { createTicket, ticketRequest } from './tickets.ts'

/** Zendesk forgets an `Idempotency-Key` after two hours; then the same key makes a second ticket. */
const keyLifetimeMilliseconds = 2 * 60 * 60 * 1000

/** `POST /api/v2/tickets`: a key seen before with the same bytes gets the first answer again. */
export async function createFromRequest(
  world: World,
  c: Context,
  { user: agent, credentials }: { user: DeskUser; credentials: Credentials },
  base: string,
): Promise<Response> {
  const key = c.req.header('idempotency-key')
  const body = await c.req.text()
  const earlier = key === undefined ? undefined : recall(world.zendesk, key)
  if (earlier) return earlier.body === body ? created(earlier, 'hit') : otherBodyForKey()

  const isJson = (c.req.header('content-type') ?? '').startsWith('application/json')
  const ticketFields = isJson ? readTicket(body) : { kind: 'missing' as const }
  if (ticketFields.kind === 'unreadable') return unreadableJson()
  if (ticketFields.kind === 'missing') return missingParameter('ticket')
  const parsed = ticketRequest.safeParse(ticketFields.value)
  if (!parsed.success) {
    const where = parsed.error.issues[0]?.path.join('.') ?? 'ticket'
    return invalidRecord({ field: 'base', description: `${where}: is invalid`, error: 'InvalidValue' })
  }
  const ticket = createTicket(world.zendesk, agent, credentials, parsed.data)
  if ('field' in ticket) return invalidRecord(ticket)

  const answer = JSON.stringify(creationAnswer(ticket, agent, base))
  const creation = { body, answer, location: `${base}/api/v2/tickets/${ticket.id}.json`, at: Date.now() }
  if (key !== undefined) world.zendesk.creations.set(key, creation)
  world.news.tell('zendesk')
  return created(creation, key === undefined ? null : 'miss')
}

function recall(desk: Zendesk, key: string): RememberedCreation | undefined {
  const creation = desk.creations.get(key)
  return creation && Date.now() < creation.at + keyLifetimeMilliseconds ? creation : undefined
}

function readTicket(body: string): { kind: 'ticket'; value: object } | { kind: 'missing' } | { kind: 'unreadable' } {
  try {
    const parsed: unknown = JSON.parse(body)
    const value = parsed !== null && typeof parsed === 'object' && 'ticket' in parsed ? parsed.ticket : null
    return value !== null && typeof value === 'object' ? { kind: 'ticket', value } : { kind: 'missing' }
  } catch {
    return { kind: 'unreadable' }
  }
}

function created(creation: RememberedCreation, lookup: 'hit' | 'miss' | null): Response {
  const headers = new Headers({ 'content-type': 'application/json; charset=utf-8', location: creation.location })
  if (lookup !== null) headers.set('x-idempotency-lookup', lookup)
  return new Response(creation.answer, { status: 201, headers })
}
