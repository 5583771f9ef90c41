import { type Context, Hono } from 'hono'
import type { Clock } from '../../platform/clock.ts'
import type { Database } from '../../platform/database.ts'
import type { Log } from '../../platform/log.ts'
import type { SettingsStore } from '../../platform/settings.ts'
import { type MaintenanceWatch, readShop, type Shop, siteDefinition } from '../../site/index.ts'
import type { StaffAuth } from '../../staff/index.ts'
import { send } from './answer.ts'
import { plainForms } from './form-body.ts'
import { maintenanceGate } from './maintenance-gate.tsx'
import { ContactLine, Notice } from './notice.tsx'

/** What every public page needs. */
export interface PageParts {
  db: Database
  settings: SettingsStore
  clock: Clock
  log: Log
  baseUrl: string
  maintenance: Pick<MaintenanceWatch, 'current'>
  /** Staff see through メンテナンスモード. */
  auth: Pick<StaffAuth, 'read'>
}

/** The shop while its own facts cannot be read. */
function unknownShop(baseUrl: string): Shop {
  return { ...siteDefinition.defaults, legalUrl: '', privacyUrl: '', baseUrl }
}

/**
 * A router whose faults and refused bodies are pages of the shop, and which メンテナンスモード closes. `prefix` is where its pages stand, such as `/apply`:
 * routers are mounted side by side, and one's middleware must not meet the others' requests.
 */
export function publicApp(parts: PageParts, prefix: string): Hono {
  const app = new Hono()
  const notice = async (c: Context, status: 413 | 415 | 500, title: string, text: string) => {
    // The page that says that something failed must not need the database: that may be what failed.
    const shop = await readShop(parts.db, parts).catch(() => unknownShop(parts.baseUrl))
    const body = (
      <Notice title={title}>
        <p>{text}</p>
        <ContactLine contactEmail={shop.contactEmail} />
      </Notice>
    )
    return send(c, shop, { title, body }, { status })
  }
  app.use(
    `${prefix}/*`,
    ...plainForms({
      tooLarge: (c) => notice(c, 413, '送信された内容が大きすぎます', '入力内容を短くして、もう一度お試しください。'),
      wrongType: (c) =>
        notice(c, 415, '送信の形式が正しくありません', 'お手数ですが、ページを開き直してもう一度お試しください。'),
    }),
    maintenanceGate(parts),
  )
  app.onError(async (error, c) => {
    parts.log.error({ err: error, path: c.req.routePath }, 'public page failed')
    return notice(
      c,
      500,
      'ページを表示できませんでした',
      '一時的な問題が発生しています。お手数ですが、しばらくしてからもう一度お試しください。',
    )
  })
  return app
}
