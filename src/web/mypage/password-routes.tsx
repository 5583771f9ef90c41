import type { Context, Hono } from 'hono'
import {
  emailSchema,
  type MemberLink,
  newPasswordSchema,
  readMemberLink,
  requestPasswordReset,
  resetPassword,
} from '../../customers/index.ts'
import { readShop } from '../../site/index.ts'
import { type FieldErrors, firstMessages, formToken, isOwnForm, Notice, readFields, send } from '../ui/index.ts'
import { LINK_STATUS, LINK_TITLES, LinkPage } from './link-pages.tsx'
import { ForgottenPage, ForgottenSentPage, NewPasswordPage } from './login-pages.tsx'
import type { MypageParts } from './parts.tsx'

const FOREIGN_FORM = '送信できませんでした。お手数ですが、もう一度お試しください。'

/** `/mypage/password`: a forgotten password, from the asked-for letter to the new one. */
export function passwordRoutes(app: Hono, parts: MypageParts): void {
  app.get('/mypage/password', (c) => sendForgotten(c, parts, '', null))
  app.post('/mypage/password', async (c) => {
    const { email = '', formToken: token } = await readFields(c)
    if (!isOwnForm(c, parts, token)) return sendForgotten(c, parts, email, FOREIGN_FORM)
    const parsed = emailSchema.safeParse(email)
    if (!parsed.success) return sendForgotten(c, parts, email, parsed.error.issues[0]?.message ?? null)
    await requestPasswordReset(parts, parsed.data, parts.clock.now())
    const shop = await readShop(parts.db, parts)
    return send(c, shop, { title: 'メールをご確認ください', body: <ForgottenSentPage email={parsed.data} /> })
  })
  app.get('/mypage/password/:token', async (c) => {
    const link = await readMemberLink(parts.db, 'password_reset', c.req.param('token'), parts.clock.now())
    return link.kind === 'open' ? sendNewPassword(c, parts, link) : sendLink(c, parts, link)
  })
  app.post('/mypage/password/:token', async (c) => {
    const [token, now] = [c.req.param('token'), parts.clock.now()]
    const link = await readMemberLink(parts.db, 'password_reset', token, now)
    if (link.kind !== 'open') return sendLink(c, parts, link)
    const fields = await readFields(c)
    if (!isOwnForm(c, parts, fields.formToken)) return sendNewPassword(c, parts, link, { problem: FOREIGN_FORM })
    const parsed = newPasswordSchema.safeParse(fields)
    if (!parsed.success) return sendNewPassword(c, parts, link, { errors: firstMessages(parsed.error.issues) })
    const result = await resetPassword(parts, token, parsed.data.password, now)
    if (result.kind !== 'reset') return sendLink(c, parts, result)
    const shop = await readShop(parts.db, parts)
    const title = 'パスワードを設定しました'
    const body = (
      <Notice title={title} action={{ href: '/mypage/login', text: 'ログインする' }}>
        <p>新しいパスワードでログインしてください。ほかの端末でログインしていた場合は、ログアウトされています。</p>
      </Notice>
    )
    return send(c, shop, { title, body })
  })
}

async function sendForgotten(c: Context, parts: MypageParts, email: string, problem: string | null): Promise<Response> {
  const shop = await readShop(parts.db, parts)
  const body = <ForgottenPage email={email} problem={problem} formToken={formToken(c, parts)} />
  return send(c, shop, { title: 'パスワードの再設定', body }, { status: problem === null ? 200 : 422 })
}

async function sendNewPassword(
  c: Context,
  parts: MypageParts,
  { customer }: Extract<MemberLink, { kind: 'open' }>,
  wrong: { errors?: FieldErrors; problem?: string } | null = null,
): Promise<Response> {
  const shop = await readShop(parts.db, parts)
  const body = (
    <NewPasswordPage
      email={customer.email}
      token={c.req.param('token') ?? ''}
      errors={wrong?.errors ?? {}}
      problem={wrong?.problem ?? null}
      formToken={formToken(c, parts)}
    />
  )
  return send(c, shop, { title: '新しいパスワードの設定', body }, { status: wrong === null ? 200 : 422 })
}

async function sendLink(
  c: Context,
  parts: MypageParts,
  { kind }: Exclude<MemberLink, { kind: 'open' }>,
): Promise<Response> {
  const shop = await readShop(parts.db, parts)
  const again = { href: '/mypage/password', text: 'もう一度メールを送る' }
  const body = <LinkPage kind={kind} again={again} />
  return send(c, shop, { title: LINK_TITLES[kind], body }, { status: LINK_STATUS[kind] })
}
