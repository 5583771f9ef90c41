import type { TestReport } from '../connector.ts'
import { explain, findAgent } from './agent.ts'
import { get, succeeded } from './client.ts'
import type { Desk } from './desk.ts'
import { missingFields, type ZendeskSettings } from './settings.ts'

type Step = TestReport['steps'][number]

/**
 * Tries the settings without changing anything at Zendesk: who logs in, whether they may write as the settings want, and
 * whether tickets can be reached; the last is a call that nobody may make without credentials. Each failed step says what
 * to do.
 */
export async function testConnection(desk: Desk, settings: ZendeskSettings): Promise<TestReport> {
  const missing = missingFields(settings)
  if (missing.length > 0)
    return report(failed('設定', `${missing.map(({ label }) => label).join('、')}を入力して保存してください。`))
  const identity = await findAgent(desk)
  if (identity.kind === 'none') return report(failed('ログイン', identity.message))
  const { name, role, mayReplyPublicly } = identity.agent
  const login = passed('ログイン', `${name}さん(${role})としてログインできました。`)
  const counted = await get(desk, '/api/v2/tickets/count')
  if (!succeeded(counted)) return report(login, failed('チケット', explain(counted, desk)))
  const tickets = passed('チケット', 'チケットを扱えます。')
  if (mayReplyPublicly || !settings.commentPublic) return report(login, tickets)
  const advice = 'Zendeskでこの方の権限を変更するか、申し込み内容の登録方法を「社内メモ」にしてください。'
  return report(login, tickets, failed('パブリック返信', `${name}さんはパブリック返信を書けません。${advice}`))
}

function report(...steps: Step[]): TestReport {
  return { ok: steps.every((step) => step.ok), steps }
}

function passed(label: string, message: string): Step {
  return { label, ok: true, message }
}

function failed(label: string, message: string): Step {
  return { label, ok: false, message }
}
