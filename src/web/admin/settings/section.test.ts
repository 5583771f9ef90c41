import { expect, it } from 'vitest'
import type { FormItem } from '../../../integrations/settings-form.ts'
import { isShown, shownValues } from './section.ts'

const field = (name: string): FormItem => ({
  kind: 'field',
  field: name,
  label: name,
  control: { kind: 'text' },
  help: [],
})
const when = { field: 'way', equals: 'b' }
const items: FormItem[] = [
  field('way'),
  { ...field('ofB'), when },
  { kind: 'details', title: 'more', items: [field('always'), { ...field('foldedOfB'), when }] },
  { kind: 'details', title: 'of b', items: [field('insideOfB')], when },
]
const draft = (way: string) => {
  const values = { way, ofB: '1', always: '2', foldedOfB: '3', insideOfB: '4' }
  return { text: (name: string) => String(values[name as keyof typeof values]), values: () => values }
}

it('shows an item under its condition only', () => {
  expect(items.map((item) => isShown(item, draft('a').text))).toEqual([true, false, true, false])
  expect(items.map((item) => isShown(item, draft('b').text))).toEqual([true, true, true, true])
})

it('compares a switch by its word', () => {
  expect(isShown({ ...field('x'), when: { field: 'on', equals: 'true' } }, () => true)).toBe(true)
})

it('sends no field that is not shown', () => {
  expect(shownValues(items, draft('a'))).toEqual({ way: 'a', always: '2' })
  expect(shownValues(items, draft('b'))).toEqual(draft('b').values())
})
