import { known } from '../../integrations/index.ts'
import { type Database, type Ringer, transact } from '../../platform/database.ts'
import { faultsOf } from '../../platform/field-faults.ts'
import type { SettingsStore } from '../../platform/settings.ts'
import type { FieldError, SettingsInput } from './schemas.ts'
import { type AnySettings, applySavedPage } from './settings-pages.ts'

/** What became of a save. */
export type SavedPage = { kind: 'saved' } | { kind: 'conflict' } | { kind: 'invalid'; faults: FieldError[] }

/**
 * Saves a page that no connector stands behind. A field that is missing keeps its stored value; a secret that is '' is
 * removed. Nothing is written when somebody else saved since `input.version`.
 */
export async function saveSettings(
  { db, doorbell, settings }: { db: Database; doorbell: Ringer; settings: SettingsStore },
  definition: AnySettings,
  input: SettingsInput,
  savedBy: string,
): Promise<SavedPage> {
  return transact(db, doorbell, async (tx): Promise<SavedPage> => {
    const stored = await settings.readForSave(tx, definition)
    if (stored.version !== input.version) return { kind: 'conflict' }
    const parsed = definition.schema.safeParse({ ...stored.value, ...known(input.values, definition.defaults) })
    if (!parsed.success) return { kind: 'invalid', faults: faultsOf(parsed.error) }
    await settings.write(tx, definition, parsed.data, savedBy)
    await applySavedPage(tx, definition)
    return { kind: 'saved' }
  })
}
