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
