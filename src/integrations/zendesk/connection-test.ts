import { z } from 'zod'
import type { HttpResult } from '../../platform/http-client.ts'
import type { TestReport, Tools } from '../connector.ts'
import { get, succeeded } from './client.ts'
import { type Desk, deskOf } from './desk.ts'
import { parseJson } from './envelope.ts'
import { failureOf } from './failures.ts'
import type { ZendeskSettings } from './settings.ts'

type Step = TestReport['steps'][number]

const me = z.object({
  user: z.object({
    id: z.number().nullish(),
    name: z.string().catch(''),
    role: z.string().catch(''),
    suspended: z.boolean().catch(false),
  }),
})

/** Who may make tickets; anybody else at Zendesk is a customer. */
const roles = new Map([
  ['admin', '管理者'],
  ['agent', 'エージェント'],
])

const CANNOT_LOG_IN =
  'Zendeskにログインできませんでした。メールアドレスとAPIトークンに誤りがないか、Zendeskの管理センターでAPIトークンが有効になっているかをご確認ください。'

/**
 * Tries the settings without changing anything at Zendesk: who logs in, and whether tickets can be reached. `users/me`
 * answers 200 to anybody, so its user must be a real agent, and the second call is one that nobody may make without
 * credentials. Each failed step says what to do.
 */
export async function testConnection(apiBase: string, settings: ZendeskSettings, tools: Tools): Promise<TestReport> {
  if (settings.subdomain === '' || settings.email === '' || settings.apiToken === '')
    return report(failed('ログイン', 'サブドメイン、メールアドレス、APIトークンを入力して保存してください。'))
  const desk = deskOf(apiBase, settings)
  const login = readLogin(await get(tools.http, desk, '/api/v2/users/me'), desk)
  if (!login.ok) return report(login)
  const counted = await get(tools.http, desk, '/api/v2/tickets/count')
  if (!succeeded(counted)) return report(login, failed('チケット', explain(counted, desk)))
  return report(login, { label: 'チケット', ok: true, message: 'チケットを扱えます。' })
}

function readLogin(result: HttpResult, desk: Desk): Step {
  const label = 'ログイン'
  if (!succeeded(result)) return failed(label, explain(result, desk))
  const parsed = me.safeParse(parseJson(result.body.toString('utf8')))
  if (!parsed.success)
    return failed(label, 'Zendeskの応答を読み取れませんでした。サブドメインに誤りがないかをご確認ください。')
  const { id, role, suspended } = parsed.data.user
  const name = desk.conceal(parsed.data.user.name)
  if (id == null) return failed(label, CANNOT_LOG_IN)
  if (suspended)
    return failed(
      label,
      `${name}さんはZendeskで利用停止になっています。利用できるエージェントのメールアドレスを指定してください。`,
    )
  const roleName = roles.get(role)
  if (roleName === undefined)
    return failed(
      label,
      `${name}さんはZendeskのエージェントではないため、チケットを作成できません。エージェントまたは管理者のメールアドレスを指定してください。`,
    )
  return { label, ok: true, message: `${name}さん(${roleName})としてログインできました。` }
}

function report(...steps: Step[]): TestReport {
  return { ok: steps.every((step) => step.ok), steps }
}

function failed(label: string, message: string): Step {
  return { label, ok: false, message }
}

/** Why a call failed and what to do, in two sentences. */
function explain(result: HttpResult, desk: Desk): string {
  const status = result.kind === 'answered' ? result.status : null
  if (status === 401) return CANNOT_LOG_IN
  const failure = failureOf(result, desk)
  const reason = 'reason' in failure ? `${failure.reason}。` : ''
  if (status === 403 || status === 404) return reason
  return `${reason}時間をおいて、もう一度お試しください。`
}
