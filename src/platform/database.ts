import { CamelCasePlugin, Kysely, PostgresDialect, sql, type Transaction } from 'kysely'
import pg from 'pg'
import type { DB } from './database-types.ts'

export type Database = Kysely<DB>

/** A running transaction. `wakes` collects the topics whose due work is to be looked at once it has committed. */
export type Tx = Transaction<DB> & { readonly wakes: Set<string> }

/** Anything queries can run on. */
export type Reader = Kysely<DB>

const INT8 = 20
const DATE = 1082

/** int8 as a number: our ids and counts stay far below 2^53, and a value that does not is a defect worth stopping for. */
function parseInt8(text: string): number {
  const value = Number(text)
  if (!Number.isSafeInteger(value)) throw new Error(`int8 out of range: ${text}`)
  return value
}

/** A pool and the query builder over it. `date` columns come as `YYYY-MM-DD` text: a calendar day has no time zone. */
export function openDatabase(url: string, options: { maxConnections: number; applicationName: string }) {
  const types = new pg.TypeOverrides()
  types.setTypeParser(INT8, parseInt8)
  types.setTypeParser(DATE, (text) => text)
  const pool = new pg.Pool({
    connectionString: url,
    max: options.maxConnections,
    application_name: options.applicationName,
    connectionTimeoutMillis: 10_000,
    types,
  })
  // An idle connection that PostgreSQL drops (restart, kill) must not end the process: the pool opens another when asked.
  pool.on('error', () => {})
  // Nor one that is checked out and between two queries: the pool listens to idle ones only. Its next query throws.
  pool.on('connect', (client) => client.on('error', () => {}))
  pool.on('connect', keepHotStatements)
  const db: Database = new Kysely<DB>({
    dialect: new PostgresDialect({ pool }),
    plugins: [new CamelCasePlugin({ maintainNestedObjectKeys: true })],
  })
  return { db, pool }
}

/** Begins the text of a statement that runs for each delivery, such as those of `deliveries/post.ts`. */
export const HOT = sql.raw('/* hot */')

/**
 * Lets PostgreSQL keep the parsed statements that begin with `HOT`, by a name that is their own on the connection. Parsing
 * and planning took 40 % of its time for each delivery (docs/decisions/0005). Other statements stay unnamed: their texts
 * vary without end, and each name is kept as long as the connection lives.
 */
function keepHotStatements(client: pg.PoolClient): void {
  const names = new Map<string, string>()
  const send = client.query.bind(client) as (...args: unknown[]) => unknown
  const sendKept = (...args: unknown[]) => {
    const [text, values] = args
    if (typeof text !== 'string' || !text.startsWith('/* hot */')) return send(...args)
    const name = names.get(text) ?? `hot_${names.size}`
    names.set(text, name)
    return send({ name, text, values: values ?? [] })
  }
  client.query = sendKept as typeof client.query
}

/** Rings the topics of a committed transaction (see doorbell.ts). */
export interface Ringer {
  ring(topic: string): void
}

/**
 * Runs `work` in one transaction and rings the topics it named, after the commit.
 * Throws what `work` throws, after the rollback; then nothing is rung.
 */
export async function transact<T>(db: Database, ringer: Ringer, work: (tx: Tx) => Promise<T>): Promise<T> {
  const wakes = new Set<string>()
  const result = await db.transaction().execute((tx) => work(Object.assign(tx, { wakes })))
  for (const topic of wakes) ringer.ring(topic)
  return result
}
