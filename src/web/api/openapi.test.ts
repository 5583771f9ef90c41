import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { checkoutRoot } from '../../platform/checkout.ts'
import { printOpenApi } from './description.ts'

const printed = JSON.parse(printOpenApi()) as { paths: Record<string, Record<string, { summary?: string }>> }

it('docs/openapi.json is printed from the routes', () => {
  expect(readFileSync(join(checkoutRoot(), 'docs', 'openapi.json'), 'utf8')).toBe(printOpenApi())
})

it('every endpoint says in Japanese what it is for', () => {
  const summaries = Object.values(printed.paths).flatMap((path) => Object.values(path).map(({ summary }) => summary))
  for (const summary of summaries) expect(summary).toMatch(/[ぁ-んァ-ヶ一-龠]/)
})

it('README.md lists the same endpoints', () => {
  const readme = readFileSync(join(import.meta.dirname, 'README.md'), 'utf8')
  const listed = [...readme.matchAll(/^\| `([A-Z]+ \/\S+)`/gm)].map((match) => match[1])
  const described = Object.entries(printed.paths).flatMap(([path, methods]) =>
    Object.keys(methods).map((method) => `${method.toUpperCase()} ${path}`),
  )
  expect(listed.sort()).toEqual(described.sort())
})
