import type { Context, Hono } from 'hono'
import type { ContractsContext } from '../../contracts/index.ts'
import type { Customer, MemberAccounts } from '../../customers/index.ts'
import { readShop } from '../../site/index.ts'
import { isOwnForm, Notice, type PageParts, readFields, send, signedInCustomer } from '../ui/index.ts'

/** What 会員ページ needs, put together in `app.ts`. */
export interface MypageParts extends PageParts, ContractsContext {
  accounts: MemberAccounts
  clientAddress: (c: Context) => string
}

type Answer = (c: Context, customer: Customer) => Promise<Response> | Response
type PostAnswer = (c: Context, customer: Customer, fields: Record<string, string>) => Promise<Response> | Response

/** Pages and forms that only a logged-in customer reaches. */
export interface MemberRoutes {
  get(path: string, answer: Answer): void
  /** A form of our own pages; one that comes from elsewhere changes nothing, says so and leads back to `page`. */
  post(path: string, page: (c: Context) => string, answer: PostAnswer): void
}

/** Whoever is not logged in is sent to the login, which leads back to the page that was asked for. */
export function memberRoutes(app: Hono, parts: MypageParts): MemberRoutes {
  const toLogin = (c: Context, page: string) =>
    c.redirect(page === '/mypage' ? '/mypage/login' : `/mypage/login?next=${encodeURIComponent(page)}`, 303)
  return {
    get(path, answer) {
      app.get(path, async (c) => {
        const customer = await signedInCustomer(c, parts)
        return customer === null ? toLogin(c, c.req.path) : answer(c, customer)
      })
    },
    post(path, page, answer) {
      app.post(path, async (c) => {
        const customer = await signedInCustomer(c, parts)
        if (customer === null) return toLogin(c, page(c))
        const fields = await readFields(c)
        if (!isOwnForm(c, parts, fields.formToken)) return sendForeign(c, parts, page(c))
        return answer(c, customer, fields)
      })
    },
  }
}

/** Whoever meant what they sent must not believe that it was done. */
async function sendForeign(c: Context, parts: MypageParts, href: string): Promise<Response> {
  const shop = await readShop(parts.db, parts)
  const title = '送信できませんでした'
  const body = (
    <Notice title={title} action={{ href, text: '元のページに戻る' }}>
      <p>お手続きは行われていません。お手数ですが、元のページからもう一度お試しください。</p>
    </Notice>
  )
  return send(c, shop, { title, body }, { status: 403 })
}

/** An id of ours; anything else would be refused by the database. */
export function isId(text: string): boolean {
  return /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(text)
}

/** Where a login leads: a page of ours that was asked for, else the first one. Never another site. */
export function pageAfterLogin(next: string | undefined): string {
  return next !== undefined && /^\/mypage(\/[\w-]+)*$/.test(next) ? next : '/mypage'
}
