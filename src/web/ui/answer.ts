import type { Context } from 'hono'
import type { ContentfulStatusCode } from 'hono/utils/http-status'
import type { Shop } from '../../site/index.ts'
import { type PageContent, renderDocument } from './document.tsx'
import { standingOf } from './standing.ts'

/** How a page is sent, besides what it says. */
export interface AnswerOptions {
  status?: ContentfulStatusCode
  /** The card gateway's origin, where its script comes from and talks to. */
  gatewayOrigin?: string
  /** The browser may show this page again when its visitor goes back; without it, an answer to a form cannot be gone back to. */
  mayGoBackTo?: boolean
}

/** Sends a public page: not stored by anyone between, never framed, with scripts from us and the gateway alone. */
export function sendPage(
  c: Context,
  content: PageContent,
  { status = 200, gatewayOrigin, mayGoBackTo = false }: AnswerOptions = {},
): Response {
  const gateway = gatewayOrigin ? ` ${gatewayOrigin}` : ''
  return c.html(renderDocument(content), status, {
    'cache-control': mayGoBackTo ? 'private, no-cache' : 'no-store',
    'content-security-policy': [
      `default-src 'none'`,
      `script-src 'self'${gateway}`,
      `connect-src 'self'${gateway}`,
      `style-src 'self'`,
      `font-src 'self'`,
      // Pictures in the shop's own texts stand on its own site.
      `img-src 'self' data: https:`,
      `form-action 'self'`,
      `base-uri 'none'`,
      `frame-ancestors 'none'`,
    ].join('; '),
    'referrer-policy': 'same-origin',
    'x-content-type-options': 'nosniff',
    'x-frame-options': 'DENY',
  })
}

/** Sends a page of the shop. */
export function send(
  c: Context,
  { shopName, legalUrl, privacyUrl }: Shop,
  page: Omit<PageContent, 'shopName' | 'legalUrl' | 'privacyUrl' | 'seenThrough'>,
  options?: AnswerOptions,
): Response {
  return sendPage(
    c,
    { ...page, shopName, legalUrl, privacyUrl, seenThrough: standingOf(c) === 'seen_through' },
    options,
  )
}
