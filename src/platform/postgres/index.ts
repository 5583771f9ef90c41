/** An embedded, real PostgreSQL: see README.md. */
export { type BorrowedPostgres, borrowPostgres } from './borrow.ts'
export { type JoinedPostgres, type JoinOptions, joinPostgres } from './join.ts'
export type { PostgresLog, Progress } from './log.ts'
export { type OwnedPostgres, type OwnOptions, ownPostgres } from './own.ts'
export type { PostgresRefusal, PostgresRefusalCode } from './refusals.ts'
