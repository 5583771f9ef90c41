import type { SaveCheck } from '../connector.ts'
import { findAgent, type NoAgent } from './agent.ts'
import type { Desk } from './desk.ts'
import { credentialFields, type ZendeskSettings } from './settings.ts'

/**
 * Asks Zendesk whose credentials they are, because every ticket names that agent. While Zendesk cannot be reached, nothing
 * is known of new credentials; those that were asked about before may be saved again with whatever else changed.
 */
export async function checkCredentials(
  desk: Desk,
  next: ZendeskSettings,
  previous: ZendeskSettings,
): Promise<SaveCheck<ZendeskSettings>> {
  const identity = await findAgent(desk)
  if (identity.kind === 'agent') {
    const { id, name } = identity.agent
    return { ok: true, settings: { ...next, agentId: id, agentName: name } }
  }
  if (identity.fault === 'unreachable' && previous.agentId !== null && haveSameCredentials(next, previous))
    return { ok: true, settings: { ...next, agentId: previous.agentId, agentName: previous.agentName } }
  const message = `${identity.message}連携を無効にすれば、このまま保存できます。`
  return { ok: false, faults: [{ field: fieldOf(identity, next), message }] }
}

function haveSameCredentials(next: ZendeskSettings, previous: ZendeskSettings): boolean {
  const own = credentialFields[next.authentication].map(({ field }) => field)
  return (['subdomain', 'authentication', ...own] as const).every((field) => next[field] === previous[field])
}

function fieldOf({ fault }: NoAgent, settings: ZendeskSettings): string {
  return fault === 'credentials' ? credentialFields[settings.authentication][1].field : 'subdomain'
}
