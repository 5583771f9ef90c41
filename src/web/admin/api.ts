import type { Problem } from '../api/schemas.ts'

/** What the API answered to a request that changes something: its value, or why it refused. */
export type Answer<T> = { done: true; value: T } | { done: false; problem: Problem }

/** A refusal where none is expected (reading a page), or an answer that is not ours. `message` is for the screen. */
export class ApiFault extends Error {
  readonly status: number
  constructor(status: number, message: string, options?: ErrorOptions) {
    super(message, options)
    this.status = status
  }
}

const OFFLINE = 'サーバーに接続できませんでした。通信の状態を確認して、もう一度お試しください。'
const UNREADABLE = 'サーバーが応答できませんでした。しばらくしてから、もう一度お試しください。'

/** Reads a resource. Throws an `ApiFault` on every answer but a success. */
export async function read<T>(path: string, signal?: AbortSignal): Promise<T> {
  const response = await call(path, signal ? { signal } : {})
  if (response.ok) return (await response.json()) as T
  const problem = await problemOf(response)
  throw new ApiFault(response.status, problem?.detail ?? UNREADABLE)
}

/** Changes something. A refusal (4xx) is returned; a broken connection or server throws an `ApiFault`. */
export async function send<T>(
  method: 'POST' | 'PUT' | 'PATCH' | 'DELETE',
  path: string,
  body: unknown = {},
): Promise<Answer<T>> {
  return answerOf(
    await call(path, { method, headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }),
  )
}

/** Sends a file as it is. A refusal (4xx) is returned; a broken connection or server throws an `ApiFault`. */
export async function upload<T>(path: string, file: Blob, contentType: string): Promise<Answer<T>> {
  return answerOf(await call(path, { method: 'POST', headers: { 'content-type': contentType }, body: file }))
}

async function answerOf<T>(response: Response): Promise<Answer<T>> {
  if (response.ok) return { done: true, value: (response.status === 204 ? undefined : await response.json()) as T }
  const problem = response.status < 500 ? await problemOf(response) : undefined
  if (!problem) throw new ApiFault(response.status, UNREADABLE)
  return { done: false, problem }
}

/** Fetches a CSV file piece by piece; tells after each how many of its lines have come, and how many there are. */
export async function fetchCsv(path: string, onProgress: (lines: number, of: number) => void): Promise<Blob> {
  const response = await call(path, {})
  if (!response.ok || response.body === null)
    throw new ApiFault(response.status, (await problemOf(response))?.detail ?? UNREADABLE)
  const of = Number(response.headers.get('x-rows'))
  const pieces: BlobPart[] = []
  let lines = 0
  for (const reader = response.body.getReader(); ; ) {
    const { done, value } = await reader.read().catch((cause: unknown) => {
      throw new ApiFault(0, OFFLINE, { cause })
    })
    if (done) return new Blob(pieces, { type: 'text/csv' })
    pieces.push(value)
    lines += value.reduce((count, byte) => (byte === LINE_FEED ? count + 1 : count), 0)
    onProgress(lines, of)
  }
}

const LINE_FEED = 0x0a

async function call(path: string, init: RequestInit): Promise<Response> {
  try {
    return await fetch(`/api/v1/${path}`, { ...init, credentials: 'same-origin' })
  } catch (cause) {
    if (cause instanceof DOMException && cause.name === 'AbortError') throw cause
    throw new ApiFault(0, OFFLINE, { cause })
  }
}

async function problemOf(response: Response): Promise<Problem | undefined> {
  if (!response.headers.get('content-type')?.includes('problem+json')) return undefined
  return (await response.json()) as Problem
}

/** `path?name=value…` without the names that have no value. */
export function withQuery(path: string, query: Record<string, string | number | undefined>): string {
  const search = new URLSearchParams()
  for (const [name, value] of Object.entries(query))
    if (value !== undefined && value !== '') search.set(name, String(value))
  return search.size === 0 ? path : `${path}?${search}`
}
