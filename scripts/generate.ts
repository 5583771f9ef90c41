import { spawnSync } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { printEvents } from '../src/events/print.ts'
import { printLifeCycles } from '../src/life-cycles.ts'
import { openDatabase } from '../src/platform/database.ts'
import { migrate } from '../src/platform/migrations.ts'
import { ownPostgres } from '../src/platform/postgres/index.ts'
import { printSchema } from '../src/platform/schema-print.ts'
import { printOpenApi } from '../src/web/api/index.ts'

// `npm run generate`: writes what is printed from the code and the migrations: db/schema.sql, the database's types,
// docs/events.md, docs/life-cycles.md, docs/openapi.json. Tests compare them, so run it after changing either.
const root = join(import.meta.dirname, '..')
const dataDir = await mkdtemp(join(tmpdir(), 'luxliner-generate-'))
const say = (text: string) => void process.stderr.write(`${text}\n`)
const postgres = await ownPostgres({ dataDir, log: { info: () => {}, warn: say, error: say } })
if (postgres.refused) throw new Error(postgres.message)
try {
  const { db } = openDatabase(postgres.url, { maxConnections: 2, applicationName: 'generate' })
  await migrate(db)
  await writeFile(join(root, 'db', 'schema.sql'), await printSchema(db))
  await writeFile(join(root, 'docs', 'events.md'), printEvents())
  await writeFile(join(root, 'docs', 'life-cycles.md'), printLifeCycles())
  await writeFile(join(root, 'docs', 'openapi.json'), printOpenApi())
  await db.destroy()
  const types = join(root, 'src', 'platform', 'database-types.ts')
  const codegen = spawnSync(
    process.execPath,
    [
      join(root, 'node_modules', '.bin', 'kysely-codegen'),
      ...['--dialect', 'postgres', '--camel-case', '--date-parser', 'string', '--out-file', types],
      ...['--type-mapping', '{"int8":"number"}', '--exclude-pattern', 'kysely*'],
    ],
    { cwd: root, stdio: ['ignore', 'ignore', 'inherit'], env: { ...process.env, DATABASE_URL: postgres.url } },
  )
  if (codegen.status !== 0) throw new Error('the database types could not be written')
} finally {
  await postgres.stop()
  await rm(dataDir, { recursive: true, force: true })
}
