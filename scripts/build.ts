import { createHash } from 'node:crypto'
import { existsSync, globSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { build } from 'vite'

// Builds the server and the admin app when what they are made of changed. A content hash and not the files' times decides,
// because a fresh clone has new times.
const root = join(import.meta.dirname, '..')

// The tests try what the shop will run: under NODE_ENV=test the pages would be built for React's development build.
process.env.NODE_ENV = 'production'

interface Target {
  name: string
  label: string
  config: string
  sources: string[]
}

const targets: Target[] = [
  {
    name: 'server',
    label: 'サーバー',
    config: 'vite.server.config.ts',
    sources: [
      'src/**/*.{ts,tsx,css,js}',
      'sandbox/**/*.{ts,tsx,css,js}',
      'bench/**/*.ts',
      'tests/support/many-contracts.ts',
    ],
  },
  { name: 'admin', label: '管理画面', config: 'vite.admin.config.ts', sources: ['src/**/*.{ts,tsx,css,html}'] },
]

function fingerprint(target: Target): string {
  const hash = createHash('sha256').update(process.version)
  for (const file of [target.config, 'package-lock.json', 'tsconfig.json']) hash.update(readFileSync(join(root, file)))
  for (const file of globSync(target.sources, { cwd: root }).sort()) {
    if (file.endsWith('.test.ts') || (target.name === 'server' && file.startsWith('src/web/admin/'))) continue
    hash.update(file).update(readFileSync(join(root, file)))
  }
  return hash.digest('hex')
}

const force = process.argv.includes('--force')
const stale = targets
  .map((target) => ({ target, stamp: join(root, 'dist', `.${target.name}-stamp`), wanted: fingerprint(target) }))
  .filter(({ stamp, wanted }) => force || !existsSync(stamp) || readFileSync(stamp, 'utf8') !== wanted)

if (stale.length > 0) process.stderr.write(`組み立てています: ${stale.map(({ target }) => target.label).join('、')}…\n`)
for (const { target, stamp, wanted } of stale) {
  await build({ configFile: join(root, target.config), logLevel: 'warn' })
  writeFileSync(stamp, wanted)
}
