import type { Database } from '../platform/database.ts'
import type { Secrets } from '../platform/secrets.ts'
import type { SettingsStore } from '../platform/settings.ts'
import type { Mailer, OutgoingMail, Smtp } from '../platform/smtp.ts'
import { type MailSettings, mailDefinition } from './settings.ts'
import { tokenOf, withToken } from './tokens.ts'

/** Sends through the SMTP server of the settings as they are at each mail, so that a mended password works at once. */
export function createMailer(db: Database, settings: SettingsStore, smtp: Smtp, secrets: Secrets): Mailer {
  const read = async () => (await settings.read(db, mailDefinition)).value
  return {
    isConfigured: async () => isConfigured(await read()),
    async send({ name, ...mail }) {
      const value = await read()
      if (!isConfigured(value)) return { kind: 'not_configured' }
      const { host, port, security, user, password, fromName, fromAddress } = value
      const from = { name: fromName, address: fromAddress }
      const traced = traces(value.returnAddress, mail.messageId, name === undefined ? null : tokenOf(secrets, name))
      return smtp.send({ host, port, security, user, password }, { ...mail, from, ...traced })
    },
  }
}

/**
 * What ties a report to its mail. Providers overwrite the envelope sender, some the Message-ID too, and many reports give
 * back some headers only: the token stands in all three.
 */
function traces(
  returnAddress: string,
  messageId: string,
  token: string | null,
): Pick<OutgoingMail, 'messageId' | 'envelopeFrom' | 'headers'> {
  const envelopeFrom = returnAddress === '' ? null : returnAddress
  if (token === null) return { messageId, ...(envelopeFrom === null ? {} : { envelopeFrom }) }
  return {
    messageId: withToken(messageId, '.', token),
    headers: { 'X-Luxliner-Letter': token },
    ...(envelopeFrom === null ? {} : { envelopeFrom: withToken(envelopeFrom, '+', token) }),
  }
}

function isConfigured({ host, fromAddress }: MailSettings): boolean {
  return host !== '' && fromAddress !== ''
}
