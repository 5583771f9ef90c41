import { z } from 'zod'
import { get, succeeded } from './client.ts'
import type { Desk, DeskResult } from './desk.ts'
import { parseJson } from './envelope.ts'
import { failureOf } from './failures.ts'

/** Who the credentials belong to. */
export interface Agent {
  id: number
  name: string
  /** In Japanese. */
  role: string
  /** Whether Zendesk lets them write what customers read. */
  mayReplyPublicly: boolean
}

/**
 * Why there is no agent, with what to do about it. `unreachable`: the credentials could not be asked about. `subdomain` or
 * `credentials`: that is what must change.
 */
export type NoAgent = { kind: 'none'; fault: 'unreachable' | 'subdomain' | 'credentials'; message: string }

export type Identity = { kind: 'agent'; agent: Agent } | NoAgent

const me = z.object({
  user: z.object({
    id: z.number().nullish(),
    name: z.string().catch(''),
    role: z.string().catch(''),
    suspended: z.boolean().catch(false),
    only_private_comments: z.boolean().catch(false),
  }),
})

/** Who may make tickets; anybody else at Zendesk is a customer. */
const roles = new Map([
  ['admin', '管理者'],
  ['agent', 'エージェント'],
])

/** Asks who signs in. `users/me` answers 200 to anybody, so its user must be a real agent who is not suspended. */
export async function findAgent(desk: Desk): Promise<Identity> {
  const result = await get(desk, '/api/v2/users/me')
  if (!succeeded(result)) return { kind: 'none', fault: faultOf(result), message: explain(result, desk) }
  const none = (fault: NoAgent['fault'], message: string): NoAgent => ({ kind: 'none', fault, message })
  const parsed = me.safeParse(parseJson(result.body.toString('utf8')))
  if (!parsed.success)
    return none('subdomain', 'Zendeskの応答を読み取れませんでした。サブドメインに誤りがないかをご確認ください。')
  const { id, role, suspended, only_private_comments } = parsed.data.user
  if (id == null) return none('credentials', cannotLogIn(desk))
  const name = desk.conceal(parsed.data.user.name)
  if (suspended)
    return none(
      'credentials',
      `${name}さんはZendeskで利用停止になっています。${anotherAgent(desk, '利用できるエージェント')}`,
    )
  const roleName = roles.get(role)
  if (roleName === undefined)
    return none(
      'credentials',
      `${name}さんはZendeskのエージェントではないため、チケットを作成できません。${anotherAgent(desk, 'エージェントまたは管理者')}`,
    )
  return { kind: 'agent', agent: { id, name, role: roleName, mayReplyPublicly: !only_private_comments } }
}

/** Why a call failed and what to do, in sentences. */
export function explain(result: DeskResult, desk: Desk): string {
  if (result.kind === 'answered' && result.status === 401) return cannotLogIn(desk)
  if (result.kind === 'lost') return `Zendeskから応答がありませんでした(${result.reason})。${LATER}`
  const failure = failureOf(result, desk)
  const reason = 'reason' in failure ? `${failure.reason}。` : ''
  const lasts = faultOf(result) !== 'unreachable' || ('connection' in failure && failure.connection === 'paused')
  return lasts ? reason : reason + LATER
}

const LATER = '時間をおいて、もう一度お試しください。'

function faultOf(result: DeskResult): NoAgent['fault'] {
  const answered = result.kind === 'no_token' ? result.because : result
  if (answered.kind !== 'answered') return 'unreachable'
  if (answered.status === 404) return 'subdomain'
  return [400, 401, 403, 422].includes(answered.status) ? 'credentials' : 'unreachable'
}

function cannotLogIn(desk: Desk): string {
  return desk.authentication === 'oauth'
    ? 'Zendeskにログインできませんでした。OAuthクライアントIDとシークレットに誤りがないか、Zendeskの管理センターでOAuthクライアントが有効になっているかをご確認ください。'
    : 'Zendeskにログインできませんでした。メールアドレスとAPIトークンに誤りがないか、Zendeskの管理センターでAPIトークンが有効になっているかをご確認ください。'
}

function anotherAgent(desk: Desk, who: string): string {
  return desk.authentication === 'oauth'
    ? `${who}が関連付けられたOAuthクライアントを指定してください。`
    : `${who}のメールアドレスを指定してください。`
}
