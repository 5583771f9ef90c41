import { type Context, Hono, type MiddlewareHandler } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import {
  LARGEST_POST,
  type ProviderSource,
  type RefusedWhy,
  SIGNATURE_HEADER,
  TIMESTAMP_HEADER,
  type Verified,
  verifyMailgun,
  verifySendGrid,
  verifySns,
} from '../../mail/index.ts'
import type { HookParts } from './parts.ts'

const CONFIRM_TIMEOUT_MS = 8_000

/** SNS calls its JSON plain text. */
const JSON_ONLY = ['application/json']
const JSON_OR_TEXT = ['application/json', 'text/plain']

/** What is not listed is 403. */
const STATUS: Partial<Record<RefusedWhy, 400 | 413 | 503>> = {
  too_large: 413,
  batch_too_large: 413,
  malformed: 400,
  raw_delivery: 400,
  certificate_unreachable: 503,
  key_missing: 503,
  key_unusable: 503,
}

/** `/hooks/mail/…`: see this folder's README. */
export function mailHooks(parts: HookParts): Hono {
  const hooks = new Hono()
  hooks.post('/hooks/mail/ses', ...guards(JSON_OR_TEXT), (c) => answer(c, parts, 'ses', verifySesPost))
  hooks.post('/hooks/mail/sendgrid', ...guards(JSON_ONLY), (c) => answer(c, parts, 'sendgrid', verifySendGridPost))
  hooks.post('/hooks/mail/mailgun', ...guards(JSON_ONLY), (c) => answer(c, parts, 'mailgun', verifyMailgunPost))
  return hooks
}

/** `confirmUrl`: an address to GET instead of storing anything. */
type Checked = Verified & { confirmUrl?: string | null }
type Check = (c: Context, parts: HookParts, raw: Uint8Array) => Promise<Checked>

const verifySesPost: Check = async (_c, { settings, certificates, clock }, raw) =>
  verifySns(raw, (await settings()).snsTopics, certificates, clock.now())

const verifySendGridPost: Check = async (c, { settings }, raw) => {
  const [signature, timestamp] = [c.req.header(SIGNATURE_HEADER) ?? null, c.req.header(TIMESTAMP_HEADER) ?? null]
  return verifySendGrid({ raw, signature, timestamp }, (await settings()).sendgridPublicKey)
}

const verifyMailgunPost: Check = async (_c, { settings }, raw) =>
  verifyMailgun(raw, (await settings()).mailgunSigningKey)

async function answer(c: Context, parts: HookParts, source: ProviderSource, check: Check): Promise<Response> {
  try {
    const raw = new Uint8Array(await c.req.arrayBuffer())
    const checked = await check(c, parts, raw)
    if (checked.kind === 'refused') {
      parts.log.warn({ source, why: checked.why }, 'A post about mail was refused')
      return c.text(checked.why, STATUS[checked.why] ?? 403)
    }
    if (checked.confirmUrl) return confirm(c, parts, checked.confirmUrl)
    await parts.store(source, checked.key, raw)
    return c.text('ok')
  } catch (error) {
    parts.log.error({ source, err: error }, 'A post about mail could not be stored')
    return c.text('unavailable', 503)
  }
}

/** Says yes to SNS. Its answer names the subscription, which nobody needs; without one, SNS asks again. */
async function confirm(c: Context, { request, log }: HookParts, url: string): Promise<Response> {
  const result = await request({ method: 'GET', url, timeoutMs: CONFIRM_TIMEOUT_MS, maxBytes: 20_000 })
  const confirmed = result.kind === 'answered' && result.status === 200
  // The address holds the token of the subscription.
  const outcome = result.kind === 'answered' ? result.status : result.code
  log.info({ confirmed, outcome }, 'A subscription of Amazon SNS was to be confirmed')
  return confirmed ? c.text('ok') : c.text('unavailable', 503)
}

function guards(types: readonly string[]): [MiddlewareHandler, MiddlewareHandler] {
  const onlyTypes: MiddlewareHandler = async (c, next) => {
    const type = c.req.header('content-type')?.split(';')[0]?.trim().toLowerCase() ?? ''
    return types.includes(type) ? next() : hangUp(c.text('unsupported media type', 415))
  }
  const tooLarge = (c: Context) => hangUp(c.text('too large', 413))
  return [onlyTypes, bodyLimit({ maxSize: LARGEST_POST, onError: tooLarge })]
}

/** What was not read of a body would be taken for the next request: the connection ends with this answer. */
function hangUp(response: Response): Response {
  response.headers.set('connection', 'close')
  return response
}
