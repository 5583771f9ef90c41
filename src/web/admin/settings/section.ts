import type { FormItem } from '../../../integrations/settings-form.ts'
import type { FieldError, IntegrationPage, SettingsPage } from '../../api/schemas.ts'
import type { Draft } from './draft.ts'

/** A section of settings while it is edited. */
export interface Section {
  /** Its anchor, and in the API the last part of its path. */
  name: string
  path: string
  /** As stored. */
  page: SettingsPage | IntegrationPage
  draft: Draft
  /** What the last save found wrong. */
  errors: readonly FieldError[]
}

/** The anchor of a field. */
export function fieldId(section: string, field: string): string {
  return `${section}-${field}`
}

/** The anchor of a part that is no field, by its place among the section's items. */
export function partId(section: string, index: number): string {
  return `${section}-part-${index + 1}`
}

/** Whether an item is shown while the other fields have these values. */
export function isShown({ when }: FormItem, valueAt: (field: string) => unknown): boolean {
  return when === undefined || String(valueAt(when.field)) === when.equals
}

/** What a save sends: a field that is not shown keeps its stored value, so that nobody must mend what they cannot see. */
export function shownValues(
  items: readonly FormItem[],
  draft: Pick<Draft, 'text' | 'values'>,
): Record<string, unknown> {
  const hidden = new Set(hiddenFields(items, draft.text))
  return Object.fromEntries(Object.entries(draft.values()).filter(([field]) => !hidden.has(field)))
}

function hiddenFields(items: readonly FormItem[], valueAt: (field: string) => unknown, within = false): string[] {
  return items.flatMap((item) => {
    const hidden = within || !isShown(item, valueAt)
    if (item.kind === 'details') return hiddenFields(item.items, valueAt, hidden)
    return hidden && item.kind === 'field' ? [item.field] : []
  })
}
