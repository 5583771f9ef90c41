import type { Context } from 'hono'
import type { ContentfulStatusCode } from 'hono/utils/http-status'
import { type PageContent, renderDocument } from './document.tsx'

/** How a page is sent, besides what it says. */
export interface AnswerOptions {
  status?: ContentfulStatusCode
  /** The card gateway's origin, where its script comes from and talks to. */
  gatewayOrigin?: string
}

/** Sends a public page: never stored, never framed, with scripts from us and the gateway alone. */
export function sendPage(
  c: Context,
  content: PageContent,
  { status = 200, gatewayOrigin }: AnswerOptions = {},
): Response {
  const gateway = gatewayOrigin ? ` ${gatewayOrigin}` : ''
  return c.html(renderDocument(content), status, {
    'cache-control': 'no-store',
    'content-security-policy': [
      `default-src 'none'`,
      `script-src 'self'${gateway}`,
      `connect-src 'self'${gateway}`,
      `style-src 'self'`,
      `font-src 'self'`,
      `img-src 'self' data:`,
      `form-action 'self'`,
      `base-uri 'none'`,
      `frame-ancestors 'none'`,
    ].join('; '),
    'referrer-policy': 'same-origin',
    'x-content-type-options': 'nosniff',
    'x-frame-options': 'DENY',
  })
}
