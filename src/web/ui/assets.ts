import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Hono } from 'hono'
import { checkoutRoot } from '../../platform/checkout.ts'

/** The files of the public pages, read once at start from their place among the sources, bundled or not. */
const files = {
  style: readAsset('/assets/public.css', ['src/web/ui/public.css', 'src/web/ui/forms.css'], 'text/css; charset=utf-8'),
  script: readAsset('/assets/apply.js', ['src/web/apply/card-field.js'], 'text/javascript; charset=utf-8'),
}

interface Asset {
  path: string
  /** The path with the content's own mark: a new version is a new address, so browsers may keep it for ever. */
  url: string
  type: string
  body: string
}

function readAsset(path: string, sources: readonly string[], type: string): Asset {
  const body = sources.map((source) => readFileSync(join(checkoutRoot(), source), 'utf8')).join('')
  const mark = createHash('sha256').update(body).digest('base64url').slice(0, 10)
  return { path, url: `${path}?v=${mark}`, type, body }
}

/** Where pages find their files. */
export const assetUrls = { style: files.style.url, script: files.script.url } as const

/** Serves them. */
export function publicAssets(): Hono {
  const app = new Hono()
  for (const asset of Object.values(files)) {
    app.get(asset.path, (c) =>
      c.body(asset.body, 200, {
        'content-type': asset.type,
        'x-content-type-options': 'nosniff',
        'cache-control': c.req.query('v') ? 'public, max-age=31536000, immutable' : 'no-cache',
      }),
    )
  }
  return app
}
