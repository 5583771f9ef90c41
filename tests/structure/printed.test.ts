import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { printEvents } from '../../src/events/print.ts'
import { printLifeCycles } from '../../src/life-cycles.ts'
import { printSchema } from '../../src/platform/schema-print.ts'
import { testDatabase } from '../support/database.ts'

const root = join(import.meta.dirname, '..', '..')
const database = testDatabase()

it('db/schema.sql is the schema that the migrations make', async () => {
  expect(readFileSync(join(root, 'db', 'schema.sql'), 'utf8')).toBe(await printSchema(database.db))
})

it('docs/events.md is printed from the catalogue', () => {
  expect(readFileSync(join(root, 'docs', 'events.md'), 'utf8')).toBe(printEvents())
})

it('docs/life-cycles.md is printed from the transition tables', () => {
  expect(readFileSync(join(root, 'docs', 'life-cycles.md'), 'utf8')).toBe(printLifeCycles())
})
