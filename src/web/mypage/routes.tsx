import type { Context, Hono } from 'hono'
import { listContractsOfCustomer } from '../../contracts/index.ts'
import { type Customer, type MemberAccounts, signIn } from '../../customers/index.ts'
import { listPaymentsOfCustomer } from '../../payments/index.ts'
import type { Secrets } from '../../platform/secrets.ts'
import { readShop } from '../../site/index.ts'
import { formToken, isOwnForm, type PageParts, publicApp, readFields, send, signedInCustomer } from '../ui/index.ts'
import { LoginPage, MyPage } from './pages.tsx'

/** What 会員ページ needs, put together in `app.ts`. */
export interface MypageParts extends PageParts {
  secrets: Secrets
  accounts: MemberAccounts
  clientAddress: (c: Context) => string
}

const PROBLEMS = {
  wrong: 'メールアドレスまたはパスワードが正しくありません。',
  too_many: 'ログインの試行回数が多すぎます。1分ほどたってから、もう一度お試しください。',
  foreign: '送信できませんでした。お手数ですが、もう一度お試しください。',
} as const
const STATUS = { wrong: 401, too_many: 429, foreign: 403 } as const

/** `/mypage`: a member's own page, its login and logout. */
export function mypagePages(parts: MypageParts): Hono {
  const app = publicApp(parts, '/mypage')
  app.get('/mypage', async (c) => {
    const customer = await signedInCustomer(c, parts)
    return customer === null ? c.redirect('/mypage/login', 303) : sendMyPage(c, parts, customer)
  })
  app.get('/mypage/login', async (c) => {
    const customer = await signedInCustomer(c, parts)
    return customer === null ? sendLogin(c, parts, '', null) : c.redirect('/mypage', 303)
  })
  app.post('/mypage/login', async (c) => {
    const { email = '', password = '', formToken: token } = await readFields(c)
    if (!isOwnForm(c, parts, token)) return sendLogin(c, parts, email, 'foreign')
    const result = await signIn(parts, email, password, parts.clientAddress(c))
    if (result.kind !== 'signed_in') return sendLogin(c, parts, email, result.kind)
    return redirectWithCookies(c, '/mypage', result.cookies)
  })
  app.post('/mypage/logout', async (c) => {
    const { formToken: token } = await readFields(c)
    if (!isOwnForm(c, parts, token)) return c.redirect('/mypage', 303)
    return redirectWithCookies(c, '/mypage/login', await parts.accounts.signOut(c.req.raw.headers))
  })
  return app
}

function redirectWithCookies(c: Context, to: string, cookies: readonly string[]): Response {
  for (const cookie of cookies) c.header('set-cookie', cookie, { append: true })
  return c.redirect(to, 303)
}

async function sendLogin(
  c: Context,
  parts: MypageParts,
  email: string,
  problem: keyof typeof PROBLEMS | null,
): Promise<Response> {
  const shop = await readShop(parts.db, parts)
  const words = problem === null ? null : PROBLEMS[problem]
  const body = <LoginPage email={email} problem={words} formToken={formToken(c, parts)} />
  return send(c, shop, { title: '会員ページへのログイン', body }, { status: problem === null ? 200 : STATUS[problem] })
}

async function sendMyPage(c: Context, parts: MypageParts, customer: Customer): Promise<Response> {
  const [shop, contracts, payments] = await Promise.all([
    readShop(parts.db, parts),
    listContractsOfCustomer(parts.db, customer.id),
    listPaymentsOfCustomer(parts.db, customer.id),
  ])
  const body = (
    <MyPage
      shop={shop}
      customer={customer}
      contracts={contracts}
      payments={payments}
      welcome={c.req.query('welcome') === '1'}
      formToken={formToken(c, parts)}
    />
  )
  return send(c, shop, { title: '会員ページ', body })
}
