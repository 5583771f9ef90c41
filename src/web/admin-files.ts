import { readFile } from 'node:fs/promises'
import { join, normalize } from 'node:path'
import { Hono } from 'hono'
import { checkoutRoot } from '../platform/checkout.ts'

const TYPES: Record<string, string> = {
  html: 'text/html; charset=utf-8',
  js: 'text/javascript; charset=utf-8',
  css: 'text/css; charset=utf-8',
  svg: 'image/svg+xml',
  woff2: 'font/woff2',
  woff: 'font/woff',
}

/**
 * The built admin app under `/admin/`: hashed files are kept by browsers for ever, every other address is the app's own
 * page, which is asked anew each time.
 */
export function adminFiles(): Hono {
  const folder = join(checkoutRoot(), 'dist', 'admin')
  const app = new Hono()
  app.get('/admin', (c) => c.redirect('/admin/'))
  app.get('/admin/assets/*', async (c) => {
    const name = normalize(c.req.path.slice('/admin/'.length))
    const type = TYPES[name.split('.').at(-1) ?? '']
    if (!name.startsWith('assets/') || type === undefined) return c.notFound()
    const body = await readFile(join(folder, name)).catch(() => null)
    if (body === null) return c.notFound()
    return c.body(new Uint8Array(body), 200, {
      'content-type': type,
      'cache-control': 'public, max-age=31536000, immutable',
      'x-content-type-options': 'nosniff',
    })
  })
  app.get('/admin/*', async (c) => {
    const page = await readFile(join(folder, 'index.html'), 'utf8').catch(() => null)
    if (page === null) return c.text('管理画面が組み立てられていません。npm run build を実行してください。', 503)
    return c.html(page, 200, {
      'cache-control': 'no-cache',
      'content-security-policy':
        "default-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data: https: http:; frame-ancestors 'none'; base-uri 'none'",
      'referrer-policy': 'same-origin',
      'x-content-type-options': 'nosniff',
    })
  })
  return app
}
