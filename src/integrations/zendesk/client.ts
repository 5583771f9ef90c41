import { z } from 'zod'
import type { HttpResult } from '../../platform/http-client.ts'
import type { Answer, BudgetReport, Outcome } from '../connector.ts'
import type { Desk, DeskResult } from './desk.ts'
import { parseJson, readError } from './envelope.ts'
import { budgetIn, failureOf } from './failures.ts'

/** Time-outs of single calls, in milliseconds. */
export const TIMEOUTS = { create: 20_000, look: 10_000 }

/** How creating a ticket ended. */
export type Creation =
  | { kind: 'created'; ticketId: string; answer: Answer; repeated: boolean; budget?: BudgetReport }
  /** This key was used with other bytes: a ticket may exist. */
  | { kind: 'key_refused'; reason: string; answer: Answer }
  /** A success that names no ticket: a proxy, or an answer that was cut. */
  | { kind: 'unreadable'; reason: string; answer: Answer }
  | { kind: 'failed'; outcome: Outcome }

/** What looking for a ticket found. */
export type Search =
  | { kind: 'found'; ticketId: string; answer: Answer; budget?: BudgetReport }
  | { kind: 'none' }
  | { kind: 'failed'; outcome: Outcome }

const ticketId = z.int().positive().transform(String)
const createdTicket = z.object({ ticket: z.object({ id: ticketId }) })
const ticketList = z.object({ tickets: z.array(z.object({ id: ticketId, external_id: z.string().nullable() })) })

/** Makes one ticket of rendered bytes. The same key and bytes within two hours make no second ticket. */
export async function createTicket(desk: Desk, key: string, request: string): Promise<Creation> {
  const result = await desk.ask({
    method: 'POST',
    path: '/api/v2/tickets',
    headers: { 'content-type': 'application/json', 'idempotency-key': key },
    body: request,
    timeoutMs: TIMEOUTS.create,
  })
  if (result.kind !== 'answered') return { kind: 'failed', outcome: failureOf(result, desk) }
  const { status, headers } = result
  const body = result.body.toString('utf8')
  const answer = desk.answerOf(status, body)
  if (status === 400 && readError(body).code === 'IdempotentRequestError')
    return { kind: 'key_refused', reason: 'Zendeskがこの申し込みの送信を以前のものと異なると判断しました', answer }
  if (!succeeded(result)) return { kind: 'failed', outcome: failureOf(result, desk) }
  const created = createdTicket.safeParse(parseJson(body))
  const id = created.success ? created.data.ticket.id : idInLocation(headers)
  if (id === null) return { kind: 'unreadable', reason: `Zendeskの応答を読み取れませんでした(HTTP ${status})`, answer }
  const repeated = headers['x-idempotency-lookup'] === 'hit'
  return { kind: 'created', ticketId: id, answer, repeated, ...budgetIn(headers) }
}

/** Looks for the ticket of an application. External ids need not be unique at Zendesk; the first of ours counts. */
export async function findTicket(desk: Desk, externalId: string): Promise<Search> {
  const result = await get(desk, `/api/v2/tickets?external_id=${encodeURIComponent(externalId)}`)
  if (!succeeded(result)) return { kind: 'failed', outcome: failureOf(result, desk) }
  const body = result.body.toString('utf8')
  const answer = desk.answerOf(result.status, body)
  const list = ticketList.safeParse(parseJson(body))
  if (!list.success)
    return { kind: 'failed', outcome: { kind: 'unknown', reason: 'Zendeskの応答を読み取れませんでした', answer } }
  // Compared here too: a filter that is not applied would offer somebody else's ticket.
  const ours = list.data.tickets.find((ticket) => ticket.external_id === externalId)
  return ours ? { kind: 'found', ticketId: ours.id, answer, ...budgetIn(result.headers) } : { kind: 'none' }
}

/** One reading call with the shop's credentials. `path` starts with a slash. */
export function get(desk: Desk, path: string): Promise<DeskResult> {
  return desk.ask({ method: 'GET', path, timeoutMs: TIMEOUTS.look })
}

/** Whether a call was answered with 2xx. */
export function succeeded(result: DeskResult): result is Extract<HttpResult, { kind: 'answered' }> {
  return result.kind === 'answered' && result.status >= 200 && result.status < 300
}

/** `Location: https://mycompany.zendesk.com/api/v2/tickets/4014.json` */
function idInLocation(headers: Record<string, string>): string | null {
  return /\/tickets\/(\d+)(?:\.json)?$/.exec(headers.location ?? '')?.[1] ?? null
}
