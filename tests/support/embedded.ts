import { readConnection } from '../../src/platform/postgres/connection-file.ts'
import { locateHome } from '../../src/platform/postgres/home.ts'
import { processesWith } from '../../src/platform/postgres/left-overs.ts'
import { type DataFolder, makeDataFolder } from './data-folder.ts'
import { until } from './owner-process.ts'

/** The embedded PostgreSQL of a program under test. */
export interface EmbeddedServer {
  url: string
  postmasterPid: number
}

/** What the program says of its server in the data directory; throws while there is none. */
export async function embeddedServer(dataDir: string): Promise<EmbeddedServer> {
  const connection = await readConnection(await locateHome(dataDir))
  if (connection?.state !== 'ready') throw new Error(`no server in ${dataDir}`)
  return { url: connection.url, postmasterPid: connection.postmasterPid }
}

/** A data directory; `remove` first waits until the server of a killed program has ended. */
export async function embeddedFolder(): Promise<DataFolder> {
  const { path, remove } = await makeDataFolder()
  const isEmpty = async () => (await processesWith((line) => line.includes(`${path}/`))).length === 0
  return {
    path,
    remove: async () => {
      await until('no server is left', isEmpty, 40_000)
      await remove()
    },
  }
}
