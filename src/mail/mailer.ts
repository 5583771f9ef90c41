import type { Database } from '../platform/database.ts'
import type { SettingsStore } from '../platform/settings.ts'
import type { Mailer, Smtp } from '../platform/smtp.ts'
import { type MailSettings, mailDefinition } from './settings.ts'

/** Sends through the SMTP server of the settings as they are at each mail, so that a mended password works at once. */
export function createMailer(db: Database, settings: SettingsStore, smtp: Smtp): Mailer {
  const read = async () => (await settings.read(db, mailDefinition)).value
  return {
    isConfigured: async () => isConfigured(await read()),
    async send(mail) {
      const value = await read()
      if (!isConfigured(value)) return { kind: 'not_configured' }
      const { host, port, security, user, password, fromName, fromAddress } = value
      const from = { name: fromName, address: fromAddress }
      return smtp.send({ host, port, security, user, password }, { ...mail, from })
    },
  }
}

function isConfigured({ host, fromAddress }: MailSettings): boolean {
  return host !== '' && fromAddress !== ''
}
