import { once } from 'node:events'
import { readdir, readFile, stat } from 'node:fs/promises'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { ask } from '../../../tests/support/ask.ts'
import { type DataFolder, makeDataFolder } from '../../../tests/support/data-folder.ts'
import { startOwner } from '../../../tests/support/owner-process.ts'
import { type OwnedPostgres, ownPostgres, type PostgresLog } from './index.ts'

const said: string[] = []
const note = (text: string) => said.push(text)
const log: PostgresLog = { info: note, warn: note, error: note }

const own = async (dataDir: string, progress: (text: string) => void = () => undefined): Promise<OwnedPostgres> => {
  const owned = await ownPostgres({ dataDir, log, progress })
  if (owned.refused) throw new Error(owned.message)
  return owned
}

const commandLines = async (): Promise<string> => {
  const pids = (await readdir('/proc')).filter((it) => /^\d+$/.test(it))
  return (await Promise.all(pids.map((pid) => readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '')))).join('\n')
}

describe('an owned PostgreSQL', () => {
  let folder: DataFolder
  let dataDir: string
  let owned: OwnedPostgres
  const progress: string[] = []

  beforeAll(async () => {
    folder = await makeDataFolder()
    dataDir = join(folder.path, 'data')
    owned = await own(dataDir, (text) => progress.push(text))
  }, 30_000)
  afterAll(async () => {
    await owned.stop()
    await folder.remove()
  }, 30_000)

  it('says in Japanese that the first start takes a little', () => {
    expect(progress).toEqual(['データベースを作成しています(初回のみ、数秒かかります)。'])
  })

  it('is UTF8 with C.UTF-8, checksums and fsync, on loopback', async () => {
    const sql = `SELECT current_setting('server_encoding'), datlocprovider, datlocale,
      current_setting('data_checksums'), current_setting('fsync'), current_setting('listen_addresses')
      FROM pg_database WHERE datname = current_database()`
    expect(await ask(owned.url, sql)).toEqual([['UTF8', 'b', 'C.UTF-8', 'on', 'on', '127.0.0.1']])
  })

  it('gives the application an ordinary role that owns its database and may make others', async () => {
    const role = 'SELECT rolname, rolsuper, rolcreatedb, rolcreaterole FROM pg_roles WHERE rolname = current_user'
    expect(await ask(owned.url, role)).toEqual([['luxliner', false, true, false]])
    await ask(owned.url, 'CREATE DATABASE a_copy TEMPLATE luxliner')
    await ask(owned.url, 'DROP DATABASE a_copy')
  })

  it('asks for the password', async () => {
    const url = new URL(owned.url)
    url.password = 'wrong'
    await expect(ask(url.href, 'SELECT 1')).rejects.toMatchObject({ code: '28P01' })
  })

  it('keeps its secrets in files only the account reads, and out of arguments and logs', async () => {
    const { password } = new URL(owned.url)
    for (const name of ['connection.json', 'cluster/luxliner-credentials.json']) {
      expect((await stat(join(owned.home, name))).mode & 0o777).toBe(0o600)
      expect(await readFile(join(owned.home, name), 'utf8')).toContain(password)
    }
    expect(await commandLines()).not.toContain(password)
    expect(said.join('\n')).not.toContain(password)
  })

  it('keeps rows, address and passwords through a proper stop, and leaves no connection file behind', async () => {
    const before = owned.url
    await ask(owned.url, 'CREATE TABLE kept AS SELECT 7 AS n')
    await Promise.all([owned.stop(), owned.stop()])
    await expect(stat(join(owned.home, 'connection.json'))).rejects.toMatchObject({ code: 'ENOENT' })
    owned = await own(dataDir)
    expect(owned.url).toBe(before)
    expect(await ask(owned.url, 'SELECT n FROM kept')).toEqual([[7]])
  }, 20_000)

  it('refuses a second owner, in this process and in another, and names the first', async () => {
    const here = await ownPostgres({ dataDir, log })
    expect(here).toMatchObject({ refused: true, code: 'data_dir_in_use' })
    const there = await startOwner({ dataDir }).refusal()
    expect(there.code).toBe('data_dir_in_use')
    expect(there.message).toContain(`プロセス番号 ${process.pid}`)
    expect(await ask(owned.url, 'SELECT 1')).toEqual([[1]])
  }, 20_000)

  describe('when its usual port is taken', () => {
    const squatter = createServer()
    afterEach(() => squatter.close())

    it('takes another', async () => {
      const { port } = owned
      await owned.stop()
      squatter.listen(port, '127.0.0.1')
      await once(squatter, 'listening')
      owned = await own(dataDir)
      expect(owned.port).not.toBe(port)
      expect(await ask(owned.url, 'SELECT n FROM kept')).toEqual([[7]])
    }, 20_000)
  })
})
