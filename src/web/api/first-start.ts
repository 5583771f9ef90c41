import { adminMailDefinition } from '../../integrations/index.ts'
import type { Tx } from '../../platform/database.ts'
import type { SettingsStore } from '../../platform/settings.ts'
import { siteDefinition } from '../../site/index.ts'
import type { StaffMember } from '../../staff/index.ts'

/**
 * What belongs to making the owner, in the same transaction: news goes to the owner's address unless recipients are set
 * already, and the shop gets its name. `shopName` null (the command line) leaves the name as it is.
 */
export function firstStart(settings: SettingsStore, shopName: string | null) {
  return async (tx: Tx, owner: StaffMember): Promise<void> => {
    const mail = await settings.readForSave(tx, adminMailDefinition)
    if (mail.value.recipients.length === 0)
      await settings.write(tx, adminMailDefinition, { recipients: [owner.email] }, owner.name)
    if (shopName === null) return
    const site = await settings.readForSave(tx, siteDefinition)
    await settings.write(tx, siteDefinition, { ...site.value, shopName }, owner.name)
  }
}
