import { type ZendeskSettings, zendeskDefinition } from '../../src/integrations/zendesk/settings.ts'
import { json, type ScriptedServer, startScriptedServer } from './scripted-server.ts'

export { json, plain, type Reply, tools } from './scripted-server.ts'

/** The tests' Zendesk. The keys of `replies` begin below `/api/v2`, such as `POST /tickets`, or are `POST /oauth/tokens`. */
export interface ScriptedDesk extends ScriptedServer {
  /** With `{subdomain}`, as the factory takes it. */
  apiBase: string
  /** The account's address. */
  base: string
}

export const settings: ZendeskSettings = {
  ...zendeskDefinition.defaults,
  enabled: true,
  subdomain: 'mycompany',
  email: 'support@mycompany.example',
  apiToken: 'secret-zendesk-token',
  agentId: 5,
}

/** The same account, entered by its OAuth client. */
export const oauthSettings: ZendeskSettings = {
  ...settings,
  authentication: 'oauth',
  clientId: 'luxliner',
  clientSecret: 'secret-of-the-client',
}

/** Starts the server on a free port of loopback. */
export async function startScriptedDesk(): Promise<ScriptedDesk> {
  const server = await startScriptedServer(0, (path) => path.replace(/^\/desk\/mycompany(\/api\/v2)?/, ''))
  const { origin } = server
  return Object.assign(server, { apiBase: `${origin}/desk/{subdomain}`, base: `${origin}/desk/mycompany` })
}

/** The answer of an address that nobody has claimed. */
export const noDesk = json(404, { error: { title: 'No help desk at mycompany.zendesk.com', message: 'claim it' } })
