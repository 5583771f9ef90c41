import { createHash } from 'node:crypto'

/** What is kept of a mailed link's token: a copy of the database opens nothing. */
export function hashOfToken(token: string): string {
  return createHash('sha256').update(token).digest('hex')
}
