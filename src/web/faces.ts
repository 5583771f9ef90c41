import { type Context, Hono } from 'hono'
import type { MemberAccounts } from '../customers/index.ts'
import { adminFiles } from './admin-files.ts'
import { fonts } from './fonts.ts'
import { health } from './health.ts'
import { type PageParts, publicAssets } from './ui/index.ts'

/** What the faces need, put together in `app.ts`. */
export interface FaceParts extends PageParts {
  api: Hono
  members: MemberAccounts
  clientAddress: (c: Context) => string
}

/** Mounts every face of the program; the only place that sees all of them. */
export function createFaces(parts: FaceParts): Hono {
  const app = new Hono()
  app.route('/', health(parts.db))
  app.route('/', parts.api)
  app.route('/', adminFiles())
  app.route('/', fonts())
  app.route('/', publicAssets())
  app.get('/', (c) => c.redirect('/admin/'))
  return app
}
