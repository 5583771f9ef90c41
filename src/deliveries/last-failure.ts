import { sql } from 'kysely'
import type { Reader } from '../platform/database.ts'
import type { Connection } from './connection.ts'

/** The last thing that went wrong with a connector: news that did not arrive, or a try that failed. */
export interface LastFailure {
  at: Date
  /** In words. */
  reason: string
  /** In the connector's own terms; null for failures older than these terms. */
  failure: string | null
}

/** The later of the last post that was given up and the last failure of the connection itself; null without either. */
export async function readLastFailure(
  reader: Reader,
  connector: string,
  connection: Connection,
): Promise<LastFailure | null> {
  const result = await sql<LastFailure>`
    select finished_at as at, coalesce(reason, '') as reason, failure from posts
    where connector = ${connector} and state in ('refused', 'rate_limited', 'unknown') and finished_at is not null
    order by finished_at desc limit 1`.execute(reader)
  const post = result.rows[0] ?? null
  const { lastFailureAt, lastFailureReason, lastFailure } = connection
  if (lastFailureAt === null || lastFailureReason === null) return post
  if (post !== null && post.at >= lastFailureAt) return post
  return { at: lastFailureAt, reason: lastFailureReason, failure: lastFailure }
}
