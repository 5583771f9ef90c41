import type { Database } from '../platform/database.ts'
import type { SettingsStore } from '../platform/settings.ts'
import type { Mailer, Smtp } from '../platform/smtp.ts'
import { mailDefinition } from './settings.ts'

/** Sends through the SMTP server of the settings as they are at each mail, so that a mended password works at once. */
export function createMailer(db: Database, settings: SettingsStore, smtp: Smtp): Mailer {
  return {
    async send(mail) {
      const { value } = await settings.read(db, mailDefinition)
      if (value.host === '' || value.fromAddress === '') return { kind: 'not_configured' }
      const { host, port, security, user, password, fromName, fromAddress } = value
      const from = { name: fromName, address: fromAddress }
      return smtp.send({ host, port, security, user, password }, { ...mail, from })
    },
  }
}
