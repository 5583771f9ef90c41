import { expect, it } from 'vitest'
import { z } from 'zod'
import { testDatabase } from '../../tests/support/database.ts'
import { transact } from './database.ts'
import { createSecrets } from './secrets.ts'
import { createSettingsStore, withoutSecrets } from './settings.ts'

const database = testDatabase()
const definition = {
  name: 'test',
  schema: z.object({ on: z.boolean(), token: z.string() }),
  defaults: { on: false, token: '' },
  secrets: ['token'] as const,
}
const TOKEN = 'a very secret token 1234'
const silent = { ring: () => {} }
const storeWith = (key: string) => createSettingsStore(createSecrets(key))
const store = storeWith('the first master key, 32 characters!')
const save = (token: string) =>
  transact(database.db, silent, async (tx) => {
    await store.readForSave(tx, definition)
    await store.write(tx, definition, { on: true, token }, 'test')
  })

it('answers the defaults before anyone saved', async () => {
  expect(await store.read(database.db, definition)).toEqual({ value: { on: false, token: '' }, version: 0 })
})

it('keeps secrets sealed in the row and opens them for the program', async () => {
  await save(TOKEN)
  const row = await database.db.selectFrom('settings').selectAll().where('name', '=', 'test').executeTakeFirstOrThrow()
  expect(JSON.stringify(row)).not.toContain(TOKEN)
  expect((await store.read(database.db, definition)).value.token).toBe(TOKEN)
})

it('takes a secret sealed with another key for not set', async () => {
  await save(TOKEN)
  const other = storeWith('another master key of 32 characters!')
  expect((await other.read(database.db, definition)).value).toEqual({ on: true, token: '' })
})

it('shows of a secret that it is set and its last characters', () => {
  expect(withoutSecrets(definition, { on: true, token: TOKEN })).toEqual({
    values: { on: true },
    secrets: { token: { set: true, last4: '1234' } },
  })
  expect(withoutSecrets(definition, { on: true, token: 'short' }).secrets.token).toEqual({ set: true, last4: null })
})
