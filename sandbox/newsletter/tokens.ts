import { randomBytes } from 'node:crypto'

/** Sessions of a guarded form: each visitor's token, good once. */
export type Tokens = Map<string, string>

const MOST_SESSIONS = 1_000

/** Gives a visitor a session and its token. The oldest sessions are forgotten. */
export function issueToken(tokens: Tokens): { session: string; token: string } {
  const [session, token] = [randomBytes(13).toString('hex'), randomBytes(16).toString('hex')]
  tokens.set(session, token)
  for (const oldest of tokens.keys()) {
    if (tokens.size <= MOST_SESSIONS) break
    tokens.delete(oldest)
  }
  return { session, token }
}

/** Whether the token is that of the session; it is used up. */
export function redeemToken(tokens: Tokens, session: string | undefined, token: string | undefined): boolean {
  if (session === undefined || token === undefined || tokens.get(session) !== token) return false
  return tokens.delete(session)
}
