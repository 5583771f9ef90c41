import type { Context, Hono } from 'hono'
import { type Customer, findCustomerOfAccount, type MemberAccounts } from '../../customers/index.ts'
import type { Clock } from '../../platform/clock.ts'
import type { Doorbell } from '../../platform/doorbell.ts'
import type { Secrets } from '../../platform/secrets.ts'
import { isOwnForm, type PageParts, readFields } from '../ui/index.ts'

/** What 会員ページ needs, put together in `app.ts`. */
export interface MypageParts extends PageParts {
  doorbell: Doorbell
  clock: Clock
  secrets: Secrets
  accounts: MemberAccounts
  clientAddress: (c: Context) => string
}

/** The customer who is logged in, or null. */
export async function signedInCustomer(c: Context, parts: MypageParts): Promise<Customer | null> {
  const account = await parts.accounts.accountOf(c.req.raw.headers)
  return account === null ? null : findCustomerOfAccount(parts.db, account)
}

type Answer = (c: Context, customer: Customer) => Promise<Response> | Response
type PostAnswer = (c: Context, customer: Customer, fields: Record<string, string>) => Promise<Response> | Response

/** Pages and forms that only a logged-in customer reaches. */
export interface MemberRoutes {
  get(path: string, answer: Answer): void
  /** A form of our own pages; one that comes from elsewhere changes nothing and leads back to `page`. */
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
        if (!isOwnForm(c, parts, fields.formToken)) return c.redirect(page(c), 303)
        return answer(c, customer, fields)
      })
    },
  }
}

/** Where a login leads: a page of ours that was asked for, else the first one. Never another site. */
export function pageAfterLogin(next: string | undefined): string {
  return next !== undefined && /^\/mypage(\/[\w-]+)*$/.test(next) ? next : '/mypage'
}
