import { z } from 'zod'
import type { Http, HttpResult } from '../../platform/http-client.ts'
import type { Answer, BudgetReport } from '../connector.ts'

const TIMEOUT_MS = 15_000
/** The window that Chatwork documents. */
const WINDOW_MS = 300_000
const PER_ROOM_LIMIT = 'Rate limit for message posting per room exceeded.'

/** A room as the chooser needs it. `type` and `role` stay texts: Chatwork may add others. */
export interface Room {
  id: string
  name: string
  type: string
  role: string
  iconUrl: string
}

/** How a call ended, in Chatwork's terms. */
export type ChatworkAnswer<T> = { budget?: BudgetReport; answer?: Answer } & (
  | { kind: 'ok'; value: T }
  /** Surely nothing reached Chatwork. */
  | { kind: 'not_sent'; reason: string }
  | { kind: 'bad_token' }
  /** No such room, or no right in it. */
  | { kind: 'no_access'; status: number }
  | { kind: 'room_limit' }
  | { kind: 'general_limit'; resetsInMs: number | null }
  /** Any other 4xx, or a redirect: what answers is not Chatwork. */
  | { kind: 'refused'; status: number; words: string }
  /** 5xx, or sent without a whole answer: it may have had its effect. */
  | { kind: 'unclear'; reason: string }
)

export interface ChatworkClient {
  post(roomId: string, body: string): Promise<ChatworkAnswer<{ messageId: string }>>
  me(): Promise<ChatworkAnswer<{ accountId: string; name: string }>>
  rooms(): Promise<ChatworkAnswer<Room[]>>
  /** The latest 100 messages of a room. */
  messages(roomId: string): Promise<ChatworkAnswer<{ messageId: string; accountId: string; body: string }[]>>
}

/** Chatwork API v2 with one token. Statuses decide, never texts, except the one text that tells the two limits apart. */
export function chatworkClient(http: Http, apiBase: string, token: string): ChatworkClient {
  const call = async <T>(method: 'GET' | 'POST', path: string, schema: z.ZodType<T>, form?: Record<string, string>) => {
    const result = await http.request({
      method,
      url: `${apiBase}${path}`,
      headers: {
        'x-chatworktoken': token,
        accept: 'application/json',
        ...(form ? { 'content-type': 'application/x-www-form-urlencoded' } : {}),
      },
      // Since 2025-07-03 only a form body is read; query parameters on POST are ignored.
      ...(form ? { body: new URLSearchParams(form).toString() } : {}),
      timeoutMs: TIMEOUT_MS,
    })
    return read(result, schema)
  }
  return {
    post: (roomId, body) =>
      call('POST', `/rooms/${roomNumber(roomId)}/messages`, postedSchema, { body, self_unread: '0' }),
    me: () => call('GET', '/me', meSchema),
    rooms: () => call('GET', '/rooms', roomsSchema),
    messages: (roomId) => call('GET', `/rooms/${roomNumber(roomId)}/messages?force=1`, messagesSchema),
  }
}

/** A room id is digits; anything else would change the path. */
function roomNumber(roomId: string): string {
  if (!/^\d+$/.test(roomId)) throw new Error(`not a room id: ${roomId}`)
  return roomId
}

// message_id is beyond 2^53 and comes as text; account and room ids come as numbers.
const idText = z.union([z.string(), z.number()]).transform(String)
const postedSchema = z.object({ message_id: idText }).transform((body) => ({ messageId: body.message_id }))
const meSchema = z
  .object({ account_id: idText, name: z.string() })
  .transform((body) => ({ accountId: body.account_id, name: body.name }))
const roomsSchema = z.array(
  z
    .object({ room_id: idText, name: z.string(), type: z.string(), role: z.string(), icon_path: z.string().catch('') })
    .transform((room) => ({
      id: room.room_id,
      name: room.name,
      type: room.type,
      role: room.role,
      iconUrl: room.icon_path,
    })),
)
const messagesSchema = z.array(
  z
    .object({ message_id: idText, account: z.object({ account_id: idText }), body: z.string() })
    .transform((message) => ({
      messageId: message.message_id,
      accountId: message.account.account_id,
      body: message.body,
    })),
)
const errorSchema = z.object({ errors: z.array(z.string()) })

function read<T>(result: HttpResult, schema: z.ZodType<T>): ChatworkAnswer<T> {
  if (result.kind === 'not_sent') return { kind: 'not_sent', reason: result.reason }
  if (result.kind === 'lost')
    return { kind: 'unclear', reason: result.reason, answer: { status: null, text: result.code } }
  const text = result.body.toString('utf8')
  const answer = { status: result.status, text: text.slice(0, 2_000) }
  const budget = budgetOf(result.headers)
  const reported = { answer, ...(budget ? { budget } : {}) }
  const { status } = result
  if (status === 204) return readValue([], schema, reported)
  if (status >= 200 && status < 300) return readValue(parseJson(text), schema, reported)
  if (status === 401) return { kind: 'bad_token', ...reported }
  if (status === 403 || status === 404) return { kind: 'no_access', status, ...reported }
  if (status === 429) {
    if (errorsOf(text).some(isPerRoomLimit)) return { kind: 'room_limit', ...reported }
    return { kind: 'general_limit', resetsInMs: budget?.resetsInMs ?? null, ...reported }
  }
  if (status >= 500) return { kind: 'unclear', reason: `Chatworkがエラーを返しました(${status})`, ...reported }
  if (status < 400) return { kind: 'refused', status, words: `別のアドレスへの転送(HTTP ${status})`, ...reported }
  return { kind: 'refused', status, words: errorsOf(text).join(' / ') || `HTTP ${status}`, ...reported }
}

function readValue<T>(
  body: unknown,
  schema: z.ZodType<T>,
  reported: { answer: Answer; budget?: BudgetReport },
): ChatworkAnswer<T> {
  const parsed = schema.safeParse(body)
  if (parsed.success) return { kind: 'ok', value: parsed.data, ...reported }
  return { kind: 'unclear', reason: 'Chatworkの応答を読み取れませんでした', ...reported }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

function errorsOf(text: string): string[] {
  const parsed = errorSchema.safeParse(parseJson(text))
  return parsed.success ? parsed.data.errors : []
}

function isPerRoomLimit(words: string): boolean {
  return words.trim().toLowerCase() === PER_ROOM_LIMIT.toLowerCase()
}

/**
 * What the rate-limit headers say; null when they say nothing, or when the window ended before the answer was written: such
 * numbers are of no window that counts. The end is measured against the remote's own clock (`Date`). One that is no number
 * of seconds, or further away than a whole window, is not known.
 */
function budgetOf(headers: Record<string, string>): BudgetReport | null {
  const remaining = decimal(headers['x-ratelimit-remaining'])
  const reset = decimal(headers['x-ratelimit-reset'])
  const remoteNow = Date.parse(headers.date ?? '')
  const untilReset = reset === null || Number.isNaN(remoteNow) ? null : reset * 1_000 - remoteNow
  if (untilReset !== null && untilReset < 0) return null
  // Both clocks tell whole seconds.
  const resetsInMs = untilReset !== null && untilReset > WINDOW_MS + 1_000 ? null : untilReset
  return remaining === null && resetsInMs === null ? null : { remaining, resetsInMs }
}

/** A count as headers write it; anything else, also one of more digits than any count or time has, is not known. */
function decimal(text: string | undefined): number | null {
  return text !== undefined && /^\d{1,12}$/.test(text.trim()) ? Number(text) : null
}
