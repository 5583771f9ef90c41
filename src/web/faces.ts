import { Hono } from 'hono'
import { adminFiles } from './admin-files.ts'
import { type ApplyParts, applyPages, offerPages } from './apply/index.ts'
import { fonts } from './fonts.ts'
import { health } from './health.ts'
import { type HookParts, mailHooks } from './hooks/index.ts'
import { type MypageParts, mypagePages } from './mypage/index.ts'
import { type RegisterParts, registerPages } from './register/index.ts'
import { publicAssets } from './ui/index.ts'

/** What the faces need, put together in `app.ts`. */
export interface FaceParts extends ApplyParts, RegisterParts, MypageParts {
  api: Hono
  hooks: HookParts
}

/** Mounts every face of the program; the only place that sees all of them. */
export function createFaces(parts: FaceParts): Hono {
  const app = new Hono()
  app.route('/', health(parts.db))
  app.route('/', parts.api)
  app.route('/', mailHooks(parts.hooks))
  app.route('/', adminFiles())
  app.route('/', fonts())
  app.route('/', publicAssets())
  app.route('/', applyPages(parts))
  app.route('/', offerPages(parts))
  app.route('/', registerPages(parts))
  app.route('/', mypagePages(parts))
  app.get('/', (c) => c.redirect('/admin/'))
  return app
}
