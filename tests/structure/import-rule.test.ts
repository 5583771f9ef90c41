import { globSync, readFileSync } from 'node:fs'
import { dirname, join, relative, resolve } from 'node:path'
import { parseSync } from 'oxc-parser'
import { describe, expect, it } from 'vitest'
import { breaks } from './import-rule.ts'

const src = join(import.meta.dirname, '..', '..', 'src')
const files = globSync('**/*.{ts,tsx}', { cwd: src }).filter((file) => !/\.test\.tsx?$/.test(file))

/** The relative imports of a source file, as paths. */
function importsOf(file: string): string[] {
  const { module } = parseSync(file, readFileSync(join(src, file), 'utf8'))
  const requests = [
    ...module.staticImports.map((entry) => entry.moduleRequest.value),
    ...module.staticExports.flatMap((entry) =>
      entry.entries.flatMap(({ moduleRequest }) => moduleRequest?.value ?? []),
    ),
  ]
  return requests
    .filter((request) => request.startsWith('.'))
    .map((request) => resolve(join(src, dirname(file)), request))
}

describe('import rule', () => {
  it('is kept by every file', () => {
    const broken = files.flatMap((file) =>
      importsOf(file).flatMap((target) => {
        const to = relative(src, target)
        const why = to.startsWith('..') ? 'src imports from outside src' : breaks(file, to)
        return why ? [`${file} → ${to}: ${why}`] : []
      }),
    )
    expect(broken).toEqual([])
  })

  it('sees what it must refuse', () => {
    expect(breaks('platform/log.ts', 'events/index.ts')).not.toBeNull()
    expect(breaks('applications/commands.ts', 'integrations/chatwork/index.ts')).not.toBeNull()
    expect(breaks('customers/commands.ts', 'applications/index.ts')).not.toBeNull()
    expect(breaks('applications/commands.ts', 'customers/commands.ts')).not.toBeNull()
    expect(breaks('web/admin/main.tsx', 'deliveries/index.ts')).not.toBeNull()
    expect(breaks('applications/commands.ts', 'customers/index.ts')).toBeNull()
  })
})

describe('business time', () => {
  it('is read in the clock alone', () => {
    const readers = files.filter(
      (file) =>
        file !== 'platform/clock.ts' &&
        !file.startsWith('platform/postgres/') &&
        !file.startsWith('web/admin/') &&
        /new Date\(\)|Date\.now\(\)/.test(readFileSync(join(src, file), 'utf8')),
    )
    expect(readers).toEqual([])
  })
})
