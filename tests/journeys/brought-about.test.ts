import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { eventTypes } from '../../src/events/index.ts'
import { broughtAbout } from './brought-about.ts'

it('every event of the catalogue has a journey', () => {
  expect(Object.keys(broughtAbout).toSorted()).toEqual(eventTypes.toSorted())
})

it('every journey that is named is told in an opened shop, which looks into the rooms after its tests', () => {
  for (const name of new Set(Object.values(broughtAbout))) {
    const text = readFileSync(join(import.meta.dirname, `${name}.test.ts`), 'utf8')
    expect(text, name).toContain('openJourney(import.meta.filename')
  }
})
