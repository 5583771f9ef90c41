import type { z } from 'zod'
import type { Reader, Tx } from './database.ts'
import type { Secrets } from './secrets.ts'

/** A page of settings: its row's name, its shape, what it is before anyone saved it, and which fields are secret. Safe to import in the browser. */
export interface SettingsDefinition<T extends Record<string, unknown>> {
  readonly name: string
  readonly schema: z.ZodType<T>
  readonly defaults: T
  /** Text fields that are sealed in the row and never leave through the API; '' means not set. */
  readonly secrets: readonly (keyof T & string)[]
}

/** What the API may say of a secret. */
export interface SecretState {
  set: boolean
  /** The last 4 characters, so that staff can tell which one it is; null when not set or too short to show. */
  last4: string | null
}

/** A saved page with its version, which a save must name to notice that somebody else saved meanwhile. */
export interface Saved<T> {
  value: T
  version: number
}

export interface SettingsStore {
  /** The page as saved, secrets opened; its defaults when never saved. */
  read<T extends Record<string, unknown>>(reader: Reader, definition: SettingsDefinition<T>): Promise<Saved<T>>
  /** Several pages of one shape, in the order asked. */
  readMany<T extends Record<string, unknown>>(
    reader: Reader,
    definitions: readonly SettingsDefinition<T>[],
  ): Promise<Saved<T>[]>
  /** One page, the row locked against a save until the transaction ends. */
  readShared<T extends Record<string, unknown>>(tx: Tx, definition: SettingsDefinition<T>): Promise<Saved<T>>
  /** Several pages at once, in the order asked, locked likewise. */
  readManyShared(
    tx: Tx,
    definitions: readonly SettingsDefinition<Record<string, unknown>>[],
  ): Promise<Saved<Record<string, unknown>>[]>
  /** The same, the row locked for this transaction's own save. */
  readForSave<T extends Record<string, unknown>>(tx: Tx, definition: SettingsDefinition<T>): Promise<Saved<T>>
  /** Replaces the page. The caller has read it with `readForSave` in the same transaction. */
  write<T extends Record<string, unknown>>(
    tx: Tx,
    definition: SettingsDefinition<T>,
    value: T,
    savedBy: string,
  ): Promise<void>
}

/** The settings table, secrets sealed with `secrets`. */
export function createSettingsStore(secrets: Secrets): SettingsStore {
  const decode = <T extends Record<string, unknown>>(
    definition: SettingsDefinition<T>,
    row: Row | undefined,
  ): Saved<T> => {
    if (!row) return { value: definition.defaults, version: 0 }
    const stored = { ...definition.defaults, ...(row.value as Record<string, unknown>) }
    for (const field of definition.secrets) {
      const sealed = stored[field]
      if (typeof sealed === 'string' && sealed !== '') {
        // A text sealed with another key cannot be opened: the field counts as not set, and staff enter it again.
        Object.assign(stored, { [field]: secrets.open(sealed) ?? '' })
      }
    }
    // A page that does not pass any more (its secret cannot be opened) is answered as it stands: the integration then fails
    // visibly and staff mend it, while throwing here would stop the telling of all news.
    const parsed = definition.schema.safeParse(stored)
    return { value: parsed.success ? parsed.data : (stored as T), version: row.version }
  }
  const select = (reader: Reader, name: string) =>
    reader.selectFrom('settings').select(['value', 'version']).where('name', '=', name)
  const selectMany = (reader: Reader, definitions: readonly { name: string }[]) =>
    reader
      .selectFrom('settings')
      .select(['name', 'value', 'version'])
      .where(
        'name',
        'in',
        definitions.map(({ name }) => name),
      )
      // Ordered, so that two who lock several pages never wait for each other in a circle.
      .orderBy('name')
  const decodeMany = <T extends Record<string, unknown>>(
    definitions: readonly SettingsDefinition<T>[],
    rows: readonly (Row & { name: string })[],
  ) =>
    definitions.map((definition) =>
      decode(
        definition,
        rows.find((row) => row.name === definition.name),
      ),
    )
  const ensureRow = (tx: Tx, name: string) =>
    tx
      .insertInto('settings')
      .values({ name, value: '{}', version: 0 })
      .onConflict((conflict) => conflict.doNothing())
      .execute()
  return {
    async read(reader, definition) {
      return decode(definition, await select(reader, definition.name).executeTakeFirst())
    },
    async readShared(tx, definition) {
      return decode(definition, await select(tx, definition.name).forShare().executeTakeFirst())
    },
    async readMany(reader, definitions) {
      return decodeMany(definitions, await selectMany(reader, definitions).execute())
    },
    async readManyShared(tx, definitions) {
      return decodeMany(definitions, await selectMany(tx, definitions).forShare().execute())
    },
    async readForSave(tx, definition) {
      await ensureRow(tx, definition.name)
      return decode(definition, await select(tx, definition.name).forUpdate().executeTakeFirst())
    },
    async write(tx, definition, value, savedBy) {
      const stored: Record<string, unknown> = { ...definition.schema.parse(value) }
      for (const field of definition.secrets) {
        const plain = stored[field]
        if (typeof plain === 'string' && plain !== '') stored[field] = secrets.seal(plain)
      }
      await tx
        .updateTable('settings')
        .set((eb) => ({
          value: JSON.stringify(stored),
          version: eb('version', '+', 1),
          updatedAt: eb.fn<Date>('now'),
          updatedBy: savedBy,
        }))
        .where('name', '=', definition.name)
        .execute()
    },
  }
}

interface Row {
  value: unknown
  version: number
}

/** What the API shows of a page: the values without secrets, and beside them whether each secret is set. */
export function withoutSecrets<T extends Record<string, unknown>>(definition: SettingsDefinition<T>, value: T) {
  const shown: Record<string, unknown> = { ...value }
  const states: Record<string, SecretState> = {}
  for (const field of definition.secrets) {
    const plain = String(value[field] ?? '')
    delete shown[field]
    states[field] = { set: plain !== '', last4: plain.length >= 12 ? plain.slice(-4) : null }
  }
  return { values: shown, secrets: states }
}
