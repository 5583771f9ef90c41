import { Client } from 'pg'
import type { Credentials } from './cluster.ts'

const ROLE = 'luxliner'
const DATABASE = 'luxliner'

/** The address the application uses: an ordinary role that owns its database and may make others. */
export const databaseUrl = (port: number, credentials: Credentials): string =>
  `postgresql://${ROLE}:${credentials.password}@127.0.0.1:${port}/${DATABASE}`

/**
 * Makes the application's role and database where they are missing. Safe to repeat, and complete after an interruption
 * at any point. Throws what PostgreSQL answers.
 */
export const ensureDatabase = async (port: number, { superuserPassword, password }: Credentials): Promise<void> => {
  const client = new Client({
    host: '127.0.0.1',
    port,
    user: 'postgres',
    password: superuserPassword,
    database: 'postgres',
    connectionTimeoutMillis: 10_000,
  })
  await client.connect()
  try {
    const role = await client.query('SELECT 1 FROM pg_roles WHERE rolname = $1', [ROLE])
    // The server logs no statements (log_min_error_statement), so the password stays between us.
    if (role.rowCount === 0)
      await client.query(`CREATE ROLE ${ROLE} LOGIN CREATEDB PASSWORD ${client.escapeLiteral(password)}`)
    const database = await client.query('SELECT 1 FROM pg_database WHERE datname = $1', [DATABASE])
    if (database.rowCount === 0) await client.query(`CREATE DATABASE ${DATABASE} OWNER ${ROLE}`)
  } finally {
    await client.end()
  }
}

/** Whether a server answers at `url` within `timeoutMs`. */
export const answers = async (url: string, timeoutMs: number): Promise<boolean> => {
  const client = new Client({ connectionString: url, connectionTimeoutMillis: timeoutMs, query_timeout: timeoutMs })
  // A connection that breaks later would otherwise be an uncaught error.
  client.on('error', () => undefined)
  try {
    await client.connect()
    await client.query('SELECT 1')
    return true
  } catch {
    return false
  } finally {
    await client.end().catch(() => undefined)
  }
}
