/** Why an embedded PostgreSQL cannot be had. The message is for the person at the terminal; the caller exits 1. */
export type PostgresRefusalCode =
  | 'cannot_change_user'
  | 'cluster_version'
  | 'data_dir_in_use'
  | 'data_dir_not_reachable'
  | 'data_dir_unusable'
  | 'data_missing'
  | 'no_binaries'
  | 'no_owner'
  | 'unknown_user'

/** The other outcome of every door; tell it by `refused`. */
export type PostgresRefusal = {
  readonly refused: true
  readonly code: PostgresRefusalCode
  readonly message: string
}

/** Makes a refusal. */
export const refuse = (code: PostgresRefusalCode, message: string): PostgresRefusal => ({
  refused: true,
  code,
  message,
})
