import { readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import type { Account } from './account.ts'
import { writePrivateFile } from './private-file.ts'

const owner = {
  /** The owner's process number, as the owner sees it. */
  ownerPid: z.int(),
  /** `serve`: others may join. `errand`: a short command, gone in a moment. */
  purpose: z.enum(['serve', 'errand']),
}

const shape = z.discriminatedUnion('state', [
  z.object({ ...owner, state: z.literal('starting') }),
  z.object({ ...owner, state: z.literal('ready'), url: z.string(), port: z.int(), postmasterPid: z.int() }),
])

/** What an owner tells other commands. Only worth anything while the owner's lock is held. */
export type Connection = z.infer<typeof shape>
export type Purpose = Connection['purpose']

const fileIn = (home: string) => join(home, 'connection.json')

/** Replaces what is there. Throws when it cannot be written. */
export const writeConnection = (home: string, connection: Connection, account: Account | undefined): Promise<void> =>
  writePrivateFile(fileIn(home), `${JSON.stringify(connection, null, 2)}\n`, account)

/** `undefined` when there is none, or none that this version understands. Throws when it may not be read. */
export const readConnection = async (home: string): Promise<Connection | undefined> => {
  try {
    return shape.safeParse(JSON.parse(await readFile(fileIn(home), 'utf8'))).data
  } catch (error) {
    if (error instanceof SyntaxError || (error instanceof Error && 'code' in error && error.code === 'ENOENT'))
      return undefined
    throw error
  }
}

/** Takes it away; nothing happens when there is none. */
export const removeConnection = (home: string): Promise<void> => rm(fileIn(home), { force: true })
