import type { KyselyPlugin } from 'kysely'

/** Counts the statements of the databases that are given `plugin`. */
export function countStatements(): { plugin: KyselyPlugin; read: () => number; restart: () => void } {
  let statements = 0
  return {
    plugin: {
      transformQuery({ node }) {
        statements++
        return node
      },
      transformResult: async ({ result }) => result,
    },
    read: () => statements,
    restart: () => {
      statements = 0
    },
  }
}
