import type { Context } from 'hono'
import { HTTPException } from 'hono/http-exception'
import type { z } from 'zod'
import { faultsOf } from '../../platform/field-faults.ts'
import type { Log } from '../../platform/log.ts'
import type { FieldError, Problem, ProblemCode } from './schemas.ts'

const refusals = {
  malformed_json: { status: 400, title: '読み取れない内容です', detail: '送られた内容がJSONとして読み取れません。' },
  unauthenticated: {
    status: 401,
    title: 'ログインが必要です',
    detail: 'ログインしていないか、ログインの有効期限が切れています。もう一度ログインしてください。',
  },
  invalid_credentials: {
    status: 401,
    title: 'ログインできません',
    detail: 'メールアドレスまたはパスワードが違います。',
  },
  foreign_origin: {
    status: 403,
    title: '受け付けられない操作です',
    detail: '別のサイトから送られた操作のため、受け付けませんでした。管理画面から操作し直してください。',
  },
  not_found: { status: 404, title: '見つかりません', detail: 'お探しのものは見つかりませんでした。' },
  version_conflict: {
    status: 409,
    title: '別の方が先に保存しました',
    detail: '開いている間に、別の方がこの設定を保存しました。画面を読み込み直し、内容を確認してから保存してください。',
  },
  slug_taken: { status: 409, title: 'URLが使われています', detail: 'このURLは別の商品で使われています。' },
  email_taken: {
    status: 409,
    title: 'メールアドレスが使われています',
    detail: 'このメールアドレスは、別のお客様が使用しています。',
  },
  wrong_state: { status: 409, title: '今の状態ではできません', detail: 'お客様の今の状態では、この操作はできません。' },
  has_contracts: { status: 409, title: '解約していない契約があります', detail: '先に契約を解約してください。' },
  mail_not_configured: {
    status: 409,
    title: 'メールを送れません',
    detail:
      'メールの送信設定がまだ行われていないため、案内メールを送れません。「設定」の「メール送信」をご確認ください。',
  },
  already_done: { status: 409, title: '対応済みです', detail: 'この項目は、すでに対応済みになっています。' },
  not_resendable: { status: 409, title: '再送できません', detail: 'このメールは再送できません。' },
  contract_cancelled: { status: 409, title: '解約済みです', detail: 'この契約はすでに解約されています。' },
  already_reserved: { status: 409, title: '解約予約済みです', detail: '解約予約がすでに入っています。' },
  not_reserved: { status: 409, title: '解約予約がありません', detail: '解約予約は入っていません。' },
  too_late: { status: 409, title: '解約予約を解除できません', detail: '解約予定日を迎えています。' },
  not_suspended: { status: 409, title: '停止していません', detail: 'この契約は停止していません。' },
  nothing_owed: { status: 409, title: '未払いの月額がありません', detail: 'お支払いが必要な月額はありません。' },
  charge_under_way: { status: 409, title: '決済の結果を確認中です', detail: '決済の結果が分かるまでお待ちください。' },
  no_card: { status: 409, title: 'カードが登録されていません', detail: 'お支払いに使えるカードがありません。' },
  payments_unavailable: {
    status: 409,
    title: '決済の設定がありません',
    detail: 'カード決済の設定が行われていません。',
  },
  not_refundable: { status: 409, title: '返金できません', detail: 'この決済は返金できません。' },
  already_confirmed: {
    status: 409,
    title: '確認済みです',
    detail: 'この入金は、すでに確認済みになっています。一覧を読み込み直してください。',
  },
  amount_differs: {
    status: 409,
    title: '金額が違います',
    detail: '入金額が請求額と違います。過不足を承知のうえで確認する場合は、その理由を入力してください。',
  },
  not_confirmed: {
    status: 409,
    title: '確認済みではありません',
    detail: 'この入金は確認済みではないか、すでに取り消されています。一覧を読み込み直してください。',
  },
  undo_too_late: {
    status: 409,
    title: '取り消せません',
    detail: '入金確認を取り消せるのは、確認した当日だけです。',
  },
  changed_since: {
    status: 409,
    title: '取り消せません',
    detail: '入金確認のあとに契約の変更や返金があったため、取り消せません。',
  },
  already_applied: {
    status: 409,
    title: '反映済みです',
    detail: 'この明細は、すでに反映されています。残りを反映するには、同じファイルをもう一度取り込んでください。',
  },
  too_large: { status: 413, title: '内容が大きすぎます', detail: '送られた内容が大きすぎるため、受け付けられません。' },
  unsupported_media_type: {
    status: 415,
    title: '受け付けられない形式です',
    detail: 'Content-Type: application/json で送ってください。',
  },
  invalid_input: { status: 422, title: '入力内容をご確認ください', detail: '入力内容に誤りがあります。' },
  unreadable_statement: {
    status: 422,
    title: '明細を読み取れません',
    detail: 'CSV(またはタブ区切り)か全銀形式の入出金明細を選んでください。ExcelやPDFのファイルは読み取れません。',
  },
  unreadable_file: { status: 422, title: 'ファイルを読み取れません', detail: 'ファイルを読み取れませんでした。' },
  too_many_letters: {
    status: 429,
    title: 'メールを続けて送りすぎています',
    detail: '時間をおいてから送ってください。',
  },
  too_many_attempts: {
    status: 429,
    title: '試行回数が多すぎます',
    detail: 'ログインの試行回数が多すぎます。5分ほど待ってから、もう一度お試しください。',
  },
  internal_error: {
    status: 500,
    title: '処理できませんでした',
    detail: '予期しない問題が起きました。時間をおいて、もう一度お試しください。',
  },
} as const satisfies Record<ProblemCode, { status: number; title: string; detail: string }>

/** Answers with a refusal as `application/problem+json`; `detail` replaces the usual sentence. */
export function refuse(c: Context, code: ProblemCode, more: { detail?: string; errors?: FieldError[] } = {}) {
  const { status, title, detail } = refusals[code]
  const problem: Problem = { type: 'about:blank', title, status, code, detail, ...more }
  return c.json(problem, status, { 'content-type': 'application/problem+json; charset=utf-8' })
}

/** Answers to a body that is larger than its endpoint takes. */
export function refuseTooLarge(c: Context) {
  // The rest of the body is not read, so the connection is of no more use; a client that kept it would see it break.
  c.header('connection', 'close')
  return refuse(c, 'too_large')
}

/** What failed validation: an unknown id in the path is something that is not there, anything else a field to mend. */
export function refuseInvalid(
  result: { success: true } | { success: false; error: z.ZodError; target: string },
  c: Context,
) {
  if (result.success) return
  if (result.target === 'param') return refuse(c, 'not_found')
  return refuse(c, 'invalid_input', { errors: faultsOf(result.error) })
}

const codeOfStatus: Partial<Record<number, ProblemCode>> = {
  400: 'malformed_json',
  413: 'too_large',
  415: 'unsupported_media_type',
}

/** PostgreSQL refuses U+0000 in texts (22021) and in JSON (22P05), which no schema of ours mentions. */
const IMPOSSIBLE_CHARACTER = ['22021', '22P05']

/** The last resort: refusals thrown by the framework, and faults, which are logged and told without their words. */
export function onError(log: Log) {
  return (error: Error, c: Context) => {
    const code = error instanceof HTTPException ? codeOfStatus[error.status] : undefined
    if (code) return refuse(c, code)
    if (IMPOSSIBLE_CHARACTER.includes(String((error as { code?: unknown }).code)))
      return refuse(c, 'invalid_input', { detail: '使えない文字が含まれています。' })
    log.error({ err: error, method: c.req.method, path: c.req.routePath }, 'request failed')
    return refuse(c, 'internal_error')
  }
}
