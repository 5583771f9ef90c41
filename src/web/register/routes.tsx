import type { Context, Hono } from 'hono'
import {
  type Customer,
  type MemberAccounts,
  newPasswordSchema,
  type RegistrationLink,
  readRegistrationLink,
  register,
  signIn,
} from '../../customers/index.ts'
import type { Doorbell } from '../../platform/doorbell.ts'
import type { Secrets } from '../../platform/secrets.ts'
import { readShop } from '../../site/index.ts'
import {
  assetUrls,
  type FieldErrors,
  firstMessages,
  formToken,
  isOwnForm,
  type PageParts,
  publicApp,
  readFields,
  send,
} from '../ui/index.ts'
import { LINK_TITLES, LinkPage, RegisterForm } from './pages.tsx'

/** What the pages of 本登録 need, put together in `app.ts`. */
export interface RegisterParts extends PageParts {
  doorbell: Doorbell
  secrets: Secrets
  accounts: MemberAccounts
  clientAddress: (c: Context) => string
}

const FOREIGN_FORM = '送信できませんでした。お手数ですが、パスワードを入力し直して、もう一度お試しください。'
const LINK_STATUS = { unknown: 404, expired: 410, used: 410 } as const

/** `/register/:token`: the mailed link, where a customer sets a password and becomes 本登録. */
export function registerPages(parts: RegisterParts): Hono {
  const app = publicApp(parts, '/register')
  app.get('/register/:token', async (c) => {
    const link = await readRegistrationLink(parts.db, c.req.param('token'), parts.clock.now())
    return link.kind === 'open' ? sendForm(c, parts, link.customer) : sendLink(c, parts, link)
  })
  app.post('/register/:token', async (c) => {
    const token = c.req.param('token')
    const link = await readRegistrationLink(parts.db, token, parts.clock.now())
    if (link.kind !== 'open') return sendLink(c, parts, link)
    const fields = await readFields(c)
    if (!isOwnForm(c, parts, fields.formToken))
      return sendForm(c, parts, link.customer, { problem: FOREIGN_FORM, status: 403 })
    const parsed = newPasswordSchema.safeParse(fields)
    if (!parsed.success)
      return sendForm(c, parts, link.customer, { errors: firstMessages(parsed.error.issues), status: 422 })
    const result = await register(parts, token, parsed.data.password, parts.clock.now())
    if (result.kind !== 'registered') return sendLink(c, parts, result)
    await openSession(c, parts, result.customer.email, parsed.data.password)
    return c.redirect('/mypage?welcome=1', 303)
  })
  return app
}

/** Saves the customer from typing the new password at once again; when it does not work, 会員ページ asks for it. */
async function openSession(c: Context, parts: RegisterParts, email: string, password: string): Promise<void> {
  const result = await signIn(parts, email, password, parts.clientAddress(c))
  if (result.kind !== 'signed_in') return
  for (const cookie of result.cookies) c.header('set-cookie', cookie, { append: true })
}

async function sendForm(
  c: Context,
  parts: RegisterParts,
  customer: Customer,
  state: { errors?: FieldErrors; problem?: string; status: 200 | 403 | 422 } = { status: 200 },
): Promise<Response> {
  const shop = await readShop(parts.db, parts)
  const body = (
    <RegisterForm
      customer={customer}
      token={c.req.param('token') ?? ''}
      formToken={formToken(c, parts)}
      errors={state.errors ?? {}}
      problem={state.problem ?? null}
    />
  )
  return send(c, shop, { title: '本登録', body, scripts: [assetUrls.script] }, { status: state.status })
}

async function sendLink(
  c: Context,
  parts: RegisterParts,
  { kind }: Exclude<RegistrationLink, { kind: 'open' }>,
): Promise<Response> {
  const shop = await readShop(parts.db, parts)
  return send(
    c,
    shop,
    { title: LINK_TITLES[kind], body: <LinkPage kind={kind} shop={shop} /> },
    { status: LINK_STATUS[kind] },
  )
}
