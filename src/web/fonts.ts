import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { Hono } from 'hono'

const WEIGHTS = ['400', '500', '700']

/**
 * Noto Sans JP from its package: `/assets/fonts/700.css` names the subsets, `/assets/fonts/files/…` are they. A browser
 * fetches only the subsets that a page's characters need.
 */
export function fonts(): Hono {
  const folder = dirname(createRequire(import.meta.url).resolve('@fontsource/noto-sans-jp/package.json'))
  const app = new Hono()
  const forever = { 'cache-control': 'public, max-age=31536000, immutable' }
  app.get('/assets/fonts/:sheet{\\d+\\.css}', async (c) => {
    const sheet = c.req.param('sheet')
    if (!WEIGHTS.includes(sheet.replace('.css', ''))) return c.notFound()
    return c.body(await readFile(join(folder, sheet), 'utf8'), 200, {
      'content-type': 'text/css; charset=utf-8',
      ...forever,
    })
  })
  app.get('/assets/fonts/files/:file{[a-z0-9-]+\\.woff2?}', async (c) => {
    const body = await readFile(join(folder, 'files', c.req.param('file'))).catch(() => null)
    if (body === null) return c.notFound()
    return c.body(new Uint8Array(body), 200, { 'content-type': 'font/woff2', ...forever })
  })
  return app
}
