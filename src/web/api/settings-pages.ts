import { mailDefinition } from '../../mail/index.ts'
import { paymentsDefinition } from '../../payments/index.ts'
import type { SettingsDefinition } from '../../platform/settings.ts'
import { siteDefinition } from '../../site/index.ts'
import type { SettingsPageName } from './schemas.ts'

/** Any page of settings; each is only ever read and written by its own definition. */
export type AnySettings = SettingsDefinition<Record<string, unknown>>

/** 設定 → サイト, メール送信, 決済: the pages that no connector stands behind. */
export const settingsPages: Readonly<Record<SettingsPageName, AnySettings>> = {
  site: forgetType(siteDefinition),
  mail: forgetType(mailDefinition),
  payments: forgetType(paymentsDefinition),
}

/** Safe because values only ever come from the definition's own schema and go back through it. */
function forgetType<T extends Record<string, unknown>>(definition: SettingsDefinition<T>): AnySettings {
  return definition as unknown as AnySettings
}
