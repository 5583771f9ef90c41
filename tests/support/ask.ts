import { Client } from 'pg'

/** One statement over a connection of its own; the rows as arrays. Throws what PostgreSQL answers. */
export const ask = async (url: string, sql: string): Promise<unknown[][]> => {
  const client = new Client({ connectionString: url })
  // The server may be killed between two words; the query says so, the event need not.
  client.on('error', () => undefined)
  await client.connect()
  try {
    return (await client.query<unknown[]>({ text: sql, rowMode: 'array' })).rows
  } finally {
    await client.end()
  }
}
