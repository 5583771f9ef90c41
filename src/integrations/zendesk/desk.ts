import type { Answer } from '../connector.ts'
import type { ZendeskSettings } from './settings.ts'

/** A shop's account at Zendesk, as calls need it. */
export interface Desk {
  subdomain: string
  /** Without a slash at the end, such as `https://mycompany.zendesk.com`. */
  base: string
  /** The `Authorization` header. */
  authorization: string
  /** The answer as it may be stored: shortened, and without the credentials should the remote echo them. */
  answerOf(status: number | null, text: string): Answer
  /** A text of the remote without the credentials. */
  conceal(text: string): string
}

const LONGEST_ANSWER = 1_000

/** The account of the settings. `apiBase` names the host, with `{subdomain}` where the account's label goes. */
export function deskOf(apiBase: string, settings: ZendeskSettings): Desk {
  const { subdomain, email, apiToken } = settings
  const credentials = Buffer.from(`${email}/token:${apiToken}`).toString('base64')
  const secrets = [credentials, apiToken].filter((secret) => secret !== '')
  const conceal = (text: string) => secrets.reduce((rest, secret) => rest.replaceAll(secret, '[秘密]'), text)
  return {
    subdomain,
    base: apiBase.replaceAll('{subdomain}', subdomain).replace(/\/+$/, ''),
    authorization: `Basic ${credentials}`,
    answerOf: (status, text) => ({ status, text: conceal(text).slice(0, LONGEST_ANSWER) }),
    conceal,
  }
}

/** Where agents read a ticket. */
export function ticketPage(desk: Desk, ticketId: string): string {
  return `${desk.base}/agent/tickets/${ticketId}`
}
