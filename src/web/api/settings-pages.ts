import { BRIEFING_TOPIC, releaseConnection } from '../../deliveries/index.ts'
import {
  mailboxDefinition,
  mailDefinition,
  mailReportsDefinition,
  releaseLetters,
  releaseMailbox,
} from '../../mail/index.ts'
import { paymentsDefinition } from '../../payments/index.ts'
import type { Tx } from '../../platform/database.ts'
import type { SettingsDefinition } from '../../platform/settings.ts'
import { siteDefinition } from '../../site/index.ts'
import type { SettingsPageName } from './schemas.ts'

/** Any page of settings; each is only ever read and written by its own definition. */
export type AnySettings = SettingsDefinition<Record<string, unknown>>

/** 設定 → サイト, メール送信, 決済: the pages that no connector stands behind. */
export const settingsPages: Readonly<Record<SettingsPageName, AnySettings>> = {
  site: forgetType(siteDefinition),
  mail: forgetType(mailDefinition),
  mailbox: forgetType(mailboxDefinition),
  'mail-reports': forgetType(mailReportsDefinition),
  payments: forgetType(paymentsDefinition),
}

/** Safe because values only ever come from the definition's own schema and go back through it. */
export function forgetType<T extends Record<string, unknown>>(definition: SettingsDefinition<T>): AnySettings {
  return definition as unknown as AnySettings
}

/** What newly saved settings mean for what waits, in the transaction of the save. */
export async function applySavedPage(tx: Tx, definition: AnySettings): Promise<void> {
  // Messages name the shop and link to it.
  tx.wakes.add(BRIEFING_TOPIC)
  if (definition.name === mailboxDefinition.name) return releaseMailbox(tx)
  if (definition.name !== mailDefinition.name) return
  await releaseConnection(tx, 'admin-mail')
  await releaseLetters(tx)
}
