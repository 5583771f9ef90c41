import type { Context, Hono } from 'hono'
import { signIn } from '../../customers/index.ts'
import { readShop } from '../../site/index.ts'
import { formToken, isOwnForm, readFields, send, signedInCustomer } from '../ui/index.ts'
import { LoginPage } from './login-pages.tsx'
import { type MypageParts, pageAfterLogin } from './parts.tsx'

const PROBLEMS = {
  wrong: 'メールアドレスまたはパスワードが正しくありません。',
  too_many: 'ログインの試行回数が多すぎます。1分ほどたってから、もう一度お試しください。',
  foreign: '送信できませんでした。お手数ですが、もう一度お試しください。',
} as const
const STATUS = { wrong: 401, too_many: 429, foreign: 403 } as const

/** `/mypage/login` and `/mypage/logout`. */
export function loginRoutes(app: Hono, parts: MypageParts): void {
  app.get('/mypage/login', async (c) => {
    const next = pageAfterLogin(c.req.query('next'))
    const customer = await signedInCustomer(c, parts)
    return customer === null ? sendLogin(c, parts, { email: '', next }, null) : c.redirect(next, 303)
  })
  app.post('/mypage/login', async (c) => {
    const { email = '', password = '', formToken: token, next: asked } = await readFields(c)
    const next = pageAfterLogin(asked)
    if (!isOwnForm(c, parts, token)) return sendLogin(c, parts, { email, next }, 'foreign')
    const result = await signIn(parts, email, password, parts.clientAddress(c))
    if (result.kind !== 'signed_in') return sendLogin(c, parts, { email, next }, result.kind)
    return redirectWithCookies(c, next, result.cookies)
  })
  app.post('/mypage/logout', async (c) => {
    const { formToken: token } = await readFields(c)
    if (!isOwnForm(c, parts, token)) return c.redirect('/mypage', 303)
    return redirectWithCookies(c, '/mypage/login', await parts.accounts.signOut(c.req.raw.headers))
  })
}

function redirectWithCookies(c: Context, to: string, cookies: readonly string[]): Response {
  for (const cookie of cookies) c.header('set-cookie', cookie, { append: true })
  return c.redirect(to, 303)
}

async function sendLogin(
  c: Context,
  parts: MypageParts,
  typed: { email: string; next: string },
  problem: keyof typeof PROBLEMS | null,
): Promise<Response> {
  const shop = await readShop(parts.db, parts)
  const words = problem === null ? null : PROBLEMS[problem]
  const body = <LoginPage {...typed} problem={words} formToken={formToken(c, parts)} />
  return send(c, shop, { title: '会員ページへのログイン', body }, { status: problem === null ? 200 : STATUS[problem] })
}
