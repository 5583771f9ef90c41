import { adminMail } from './admin-mail/index.ts'
import { chatwork } from './chatwork/index.ts'
import { asConnector, type Connector } from './connector.ts'
import { netshonin } from './netshonin/index.ts'
import { zendesk } from './zendesk/index.ts'

/** What the connectors need from the environment. */
export interface ConnectorOptions {
  chatworkApiBase: string
  zendeskApiBase: string
  /** Hosts of settings that may be private addresses or plain http. */
  trustedHosts: ReadonlySet<string>
  /** The domain of the Message-ID of administrators' mails. */
  messageIdHost: string
}

/** Every connector, in the order in which they are asked: the administrators' mail last, because it depends on the others. */
export function createConnectors(options: ConnectorOptions): readonly Connector[] {
  return [
    asConnector(chatwork({ apiBase: options.chatworkApiBase })),
    asConnector(zendesk({ apiBase: options.zendeskApiBase })),
    asConnector(netshonin({ trustedHosts: options.trustedHosts })),
    asConnector(adminMail({ messageIdHost: options.messageIdHost })),
  ]
}

export { administratorAddresses, adminMailDefinition } from './admin-mail/index.ts'
export {
  type Administration,
  createAdministration,
  type IntegrationPage,
  known,
  type SaveResult,
} from './administration.ts'
export { type ChatworkDesk, createChatworkDesk } from './chatwork/desk.ts'
export { createNetshoninDesk, type NetshoninDesk } from './netshonin/desk.ts'
export { previewTicket, type TicketPreview } from './zendesk/preview.ts'
