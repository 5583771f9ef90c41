import { useState } from 'react'
import type { FieldError, SettingsPage } from '../../api/schemas.ts'

/** What becomes of a stored secret: removed, or replaced by what is typed ('' while nothing is). */
export type SecretChange = { kind: 'remove' } | { kind: 'replace'; typed: string }

/** What staff have changed of a settings page and not yet saved. */
export interface Draft {
  /** The field as it stands on the screen; numbers and lists of addresses as typed text. */
  text(field: string): string
  isOn(field: string): boolean
  /** The field in its own shape, for controls that show no text. */
  value(field: string): unknown
  change(field: string, value: unknown): void
  /** Changes several fields at once. */
  changeAll(values: Record<string, unknown>): void
  /** Undefined while the secret stays as stored. */
  secret(field: string): SecretChange | undefined
  changeSecret(field: string, change: SecretChange | undefined): void
  dirty: boolean
  undo(): void
  /** What is sent: all fields, of the secrets only changed ones. */
  values(): Record<string, unknown>
}

interface Changes {
  values: Record<string, unknown>
  secrets: Record<string, SecretChange>
}

const NOTHING: Changes = { values: {}, secrets: {} }

/** The draft over a page as stored. When the page is stored anew, what was not changed follows it. */
export function useDraft(page: SettingsPage): Draft {
  const [changes, setChanges] = useState<Changes>(NOTHING)
  const shown = (field: string) => changes.values[field] ?? asShown(page.values[field])
  const changeAll = (changed: Record<string, unknown>) => {
    const values = { ...changes.values, ...changed }
    // Typed back to what is stored is no change.
    const kept = Object.entries(values).filter(([field, value]) => value !== asShown(page.values[field]))
    setChanges({ ...changes, values: Object.fromEntries(kept) })
  }
  return {
    text: (field) => String(shown(field) ?? ''),
    isOn: (field) => shown(field) === true,
    value: (field) => changes.values[field] ?? page.values[field],
    change: (field, value) => changeAll({ [field]: value }),
    changeAll,
    secret: (field) => changes.secrets[field],
    changeSecret(field, change) {
      const { [field]: _, ...others } = changes.secrets
      setChanges({ ...changes, secrets: change === undefined ? others : { ...others, [field]: change } })
    },
    dirty: Object.keys(changes.values).length > 0 || Object.values(changes.secrets).some(says),
    undo: () => setChanges(NOTHING),
    values() {
      const changed = Object.entries(changes.values).map(([field, value]) => [
        field,
        asStored(value, page.values[field]),
      ])
      const secrets = Object.entries(changes.secrets)
        .filter(([, change]) => says(change))
        .map(([field, change]) => [field, change.kind === 'remove' ? '' : change.typed])
      return { ...page.values, ...Object.fromEntries(changed), ...Object.fromEntries(secrets) }
    },
  }
}

/** An opened but empty box says nothing: the stored secret stays. */
function says(change: SecretChange): boolean {
  return change.kind === 'remove' || change.typed !== ''
}

function asShown(stored: unknown): unknown {
  if (Array.isArray(stored)) return stored.join('\n')
  return typeof stored === 'number' ? String(stored) : stored
}

/** Typed text in the shape of what is stored: a number stays text when it is none, and the API says so at the field. */
function asStored(typed: unknown, stored: unknown): unknown {
  if (typeof typed !== 'string') return typed
  if (Array.isArray(stored)) return linesOf(typed)
  if (typeof stored === 'number' && /^\d+$/.test(typed.trim())) return Number(typed)
  return typed
}

function linesOf(text: string): string[] {
  return text
    .split(/[\n,、]/)
    .map((line) => line.trim())
    .filter((line) => line !== '')
}

/** The message at a field; entries of a list (`recipients.0`) name their line. */
export function messageAt(errors: readonly FieldError[], field: string): string | undefined {
  const own = errors.filter((error) => error.field === field || error.field.startsWith(`${field}.`))
  if (own.length === 0) return undefined
  return own
    .map((error) => (error.field === field ? error.message : `${lineNumber(error.field)}件目: ${error.message}`))
    .join('\n')
}

function lineNumber(path: string): number {
  return Number(/\.(\d+)/.exec(path)?.[1]) + 1
}
