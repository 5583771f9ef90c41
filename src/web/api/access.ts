import type { Context, MiddlewareHandler } from 'hono'
import type { Actor } from '../../events/index.ts'
import type { Database } from '../../platform/database.ts'
import { readApiKey, type StaffAuth } from '../../staff/index.ts'
import { refuse } from './problems.ts'

/** Who is asking. */
export type Caller =
  | { via: 'staff'; id: string; name: string; email: string }
  | { via: 'api_key'; id: string; name: string; email: null }

/** The same as the actor of an event: a program with an API key acts for the shop, under its key's name. */
export function actorOf({ id, name, via }: Caller): Actor {
  return { kind: 'staff', id, name: via === 'api_key' ? `APIキー「${name}」` : name }
}

export interface ApiEnv {
  Variables: { caller: Caller }
}

const READING = ['GET', 'HEAD', 'OPTIONS']

const JSON_TYPE = /^application\/json\s*(;|$)/i
const FILE_TYPE = /^(text\/csv|application\/octet-stream)\s*(;|$)/i

/** Where the body is a file as it is, by path. */
const uploads: readonly string[] = ['/api/v1/transfers/statements']

/** Whether the request carries a file and no JSON. */
export function isUpload(c: Context): boolean {
  return c.req.method === 'POST' && uploads.includes(c.req.path)
}

/**
 * Bodies are JSON, or a file where one is taken, and nothing else: a form of a foreign page can send neither without asking
 * the browser first.
 */
export const onlyExpectedTypes: MiddlewareHandler = async (c, next) => {
  const carriesBody = !READING.includes(c.req.method) && c.req.method !== 'DELETE'
  const type = c.req.header('content-type') ?? ''
  if (!carriesBody || (isUpload(c) ? FILE_TYPE : JSON_TYPE).test(type)) return next()
  if (!isUpload(c)) return refuse(c, 'unsupported_media_type')
  return refuse(c, 'unsupported_media_type', {
    detail: 'Content-Type: text/csv または application/octet-stream で、ファイルをそのまま送ってください。',
  })
}

/** The body of this request is a CSV file: no form of a foreign page can send that, either. */
export const onlyCsv: MiddlewareHandler = async (c, next) => {
  if (!/^text\/csv\s*(;|$)/i.test(c.req.header('content-type') ?? ''))
    return refuse(c, 'unsupported_media_type', { detail: 'Content-Type: text/csv で送ってください。' })
  await next()
}

/**
 * What changes something must come from our own pages, unless it carries an API key, which no browser adds by itself.
 * Without a cookie a program that names no origin may ask too (signing in).
 */
export function onlyOwnPages(baseUrl: string): MiddlewareHandler {
  const ours = new URL(baseUrl)
  return async (c, next) => {
    if (READING.includes(c.req.method) || bearerOf(c) !== null) return next()
    const origin = originOf(c, ours)
    const carriesCookie = c.req.header('cookie') !== undefined
    if (origin === 'foreign' || (origin === 'unnamed' && carriesCookie)) return refuse(c, 'foreign_origin')
    return next()
  }
}

/** Browsers tell `Sec-Fetch-Site` on https and localhost, and `Origin` everywhere. */
function originOf(c: Context, ours: URL): 'own' | 'foreign' | 'unnamed' {
  const site = c.req.header('sec-fetch-site')
  if (site !== undefined) return site === 'same-origin' ? 'own' : 'foreign'
  const origin = c.req.header('origin')
  if (origin === undefined) return 'unnamed'
  // The address in the browser's bar may differ from the configured one (an IP address in the office's network).
  const named = URL.canParse(origin) ? new URL(origin) : null
  return named?.origin === ours.origin || named?.host === c.req.header('host') ? 'own' : 'foreign'
}

/** Lets only staff with a session and programs with an API key pass, and notes which. */
export function onlyCallers(db: Database, auth: StaffAuth): MiddlewareHandler<ApiEnv> {
  return async (c, next) => {
    const caller = await identify(c, db, auth)
    if (!caller) return refuse(c, 'unauthenticated')
    c.set('caller', caller)
    await next()
  }
}

async function identify(c: Context, db: Database, auth: StaffAuth): Promise<Caller | null> {
  const key = bearerOf(c)
  if (key !== null) {
    const known = await readApiKey(db, key)
    return known ? { via: 'api_key', ...known, email: null } : null
  }
  const cookie = c.req.header('cookie')
  const session = cookie === undefined ? null : await auth.read(cookie)
  if (!session) return null
  for (const line of session.setCookies) c.header('set-cookie', line, { append: true })
  return { via: 'staff', ...session.member }
}

function bearerOf(c: Context): string | null {
  return /^Bearer\s+(\S+)$/i.exec(c.req.header('authorization') ?? '')?.[1] ?? null
}
