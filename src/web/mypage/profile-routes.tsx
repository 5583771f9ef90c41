import type { Context, Hono } from 'hono'
import {
  type Customer,
  confirmMailChange,
  editCustomer,
  emailSchema,
  type MailChangeResult,
  profileSchema,
  readMemberLink,
  readProfile,
  requestMailChange,
} from '../../customers/index.ts'
import { listMailStops } from '../../mail/index.ts'
import { readShop } from '../../site/index.ts'
import {
  assetUrls,
  type FieldErrors,
  firstMessages,
  formToken,
  isOwnForm,
  Notice,
  readFields,
  send,
} from '../ui/index.ts'
import { LINK_STATUS, LINK_TITLES, LinkPage } from './link-pages.tsx'
import { isComplained } from './mail-notices.tsx'
import { type MypageParts, memberRoutes } from './parts.tsx'
import { ConfirmMailPage, MailSentPage, ProfilePage, type TypedProfile } from './profile-pages.tsx'

const PAGE = '/mypage/profile'

/** `/mypage/profile` and `/mypage/email`: what customers change of themselves. */
export function profileRoutes(app: Hono, parts: MypageParts): void {
  const member = memberRoutes(app, parts)
  member.get(PAGE, (c, customer) => sendProfile(c, parts, customer, {}))
  member.post(
    PAGE,
    () => PAGE,
    async (c, customer, fields) => {
      const parsed = profileSchema.safeParse(fields)
      if (!parsed.success)
        return sendProfile(c, parts, customer, { typed: typedIn(fields), errors: firstMessages(parsed.error.issues) })
      await editCustomer(parts, customer.id, parsed.data, { kind: 'customer', id: customer.id })
      return c.redirect(`${PAGE}?done=1`, 303)
    },
  )
  member.post(
    '/mypage/email',
    () => PAGE,
    (c, customer, fields) => askForMailChange(c, parts, customer, fields.email ?? ''),
  )
  app.get('/mypage/email/:token', (c) => showMailLink(c, parts))
  app.post('/mypage/email/:token', (c) => changeMail(c, parts))
}

function typedIn(fields: Record<string, string>): TypedProfile {
  const { familyName = '', givenName = '', familyKana = '', givenKana = '', newsletter } = fields
  return { familyName, givenName, familyKana, givenKana, newsletter: newsletter === 'yes' }
}

async function sendProfile(
  c: Context,
  parts: MypageParts,
  customer: Customer,
  wrong: { typed?: TypedProfile; errors?: FieldErrors; emailTyped?: string; emailError?: string },
): Promise<Response> {
  const [shop, profile, mailStops] = await Promise.all([
    readShop(parts.db, parts),
    readProfile(parts.db, customer.id),
    listMailStops(parts.db, customer.id),
  ])
  if (profile === null) throw new Error(`no customer ${customer.id}`)
  const isWrong = wrong.errors !== undefined || wrong.emailError !== undefined
  const body = (
    <ProfilePage
      {...{ customer, mailStops }}
      typed={wrong.typed ?? { ...profile, newsletter: profile.newsletter && !isComplained(mailStops) }}
      errors={wrong.errors ?? {}}
      done={!isWrong && c.req.query('done') === '1' ? 'お客様情報を変更しました。' : null}
      emailTyped={wrong.emailTyped ?? ''}
      emailError={wrong.emailError ?? null}
      formToken={formToken(c, parts)}
    />
  )
  // The script moves the cursor to the first wrong field.
  const page = { title: 'お客様情報の変更', body, scripts: [assetUrls.script] }
  return send(c, shop, page, { status: isWrong ? 422 : 200 })
}

const EMAIL_PROBLEMS = {
  same_address: '現在のメールアドレスと同じです',
  too_many: '確認のメールを何度もお送りしています。1時間ほどたってから、もう一度お試しください。',
} as const

async function askForMailChange(c: Context, parts: MypageParts, customer: Customer, typed: string): Promise<Response> {
  const parsed = emailSchema.safeParse(typed)
  const wrong = (emailError: string) => sendProfile(c, parts, customer, { emailTyped: typed, emailError })
  if (!parsed.success) return wrong(parsed.error.issues[0]?.message ?? '')
  const result = await requestMailChange(parts, customer, parsed.data, parts.clock.now())
  if (result !== 'sent') return wrong(EMAIL_PROBLEMS[result])
  const shop = await readShop(parts.db, parts)
  return send(c, shop, { title: '確認のメールをお送りしました', body: <MailSentPage email={parsed.data} /> })
}

/** The link may be opened where nobody is logged in: it was sent to the address that it proves. */
async function showMailLink(c: Context, parts: MypageParts): Promise<Response> {
  const token = c.req.param('token') ?? ''
  const link = await readMemberLink(parts.db, 'mail_change', token, parts.clock.now())
  if (link.kind !== 'open') return sendMailResult(c, parts, link)
  const shop = await readShop(parts.db, parts)
  const body = <ConfirmMailPage newEmail={link.newEmail ?? ''} token={token} formToken={formToken(c, parts)} />
  return send(c, shop, { title: 'メールアドレスの変更', body, scripts: [assetUrls.script] })
}

async function changeMail(c: Context, parts: MypageParts): Promise<Response> {
  const { formToken: token } = await readFields(c)
  if (!isOwnForm(c, parts, token)) return showMailLink(c, parts)
  return sendMailResult(c, parts, await confirmMailChange(parts, c.req.param('token') ?? '', parts.clock.now()))
}

async function sendMailResult(c: Context, parts: MypageParts, result: MailChangeResult): Promise<Response> {
  const shop = await readShop(parts.db, parts)
  const again = { href: PAGE, text: 'お客様情報の変更へ' }
  if (result.kind === 'changed') {
    const title = 'メールアドレスを変更しました'
    const body = (
      <Notice title={title} action={{ href: '/mypage', text: '会員ページへ' }}>
        <p>次回からは {result.customer.email} でログインしてください。</p>
      </Notice>
    )
    return send(c, shop, { title, body })
  }
  if (result.kind === 'taken') {
    const title = 'このメールアドレスには変更できません'
    const body = (
      <Notice title={title} action={again}>
        <p>すでに別のお客様として登録されています。お手数ですが、お店までご連絡ください。</p>
      </Notice>
    )
    return send(c, shop, { title, body }, { status: 409 })
  }
  const { kind } = result
  return send(
    c,
    shop,
    { title: LINK_TITLES[kind], body: <LinkPage kind={kind} again={again} /> },
    { status: LINK_STATUS[kind] },
  )
}
