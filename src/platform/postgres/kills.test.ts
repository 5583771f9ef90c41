import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { Client } from 'pg'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { ask } from '../../../tests/support/ask.ts'
import { type DataFolder, makeDataFolder } from '../../../tests/support/data-folder.ts'
import { isRunning, type OwnerProcess, startOwner, until } from '../../../tests/support/owner-process.ts'
import { processesWith } from './left-overs.ts'

let folder: DataFolder
let dataDir: string
let owners: OwnerProcess[]

const start = (more: { drains?: boolean } = {}): OwnerProcess => {
  const owner = startOwner({ dataDir, ...more })
  owners.push(owner)
  return owner
}

/** Commits a hundred rows; whoever comes later must find them all. */
const acknowledge = async (url: string, mark: string): Promise<void> => {
  await ask(url, 'CREATE TABLE IF NOT EXISTS orders (mark text, n int)')
  await ask(url, `INSERT INTO orders SELECT '${mark}', generate_series(1, 100)`)
}
const kept = async (url: string, mark: string): Promise<unknown> =>
  (await ask(url, `SELECT count(*)::int FROM orders WHERE mark = '${mark}'`))[0]?.[0]

const answering = (url: string) => () =>
  ask(url, 'SELECT 1').then(
    () => true,
    () => false,
  )

const postmasterPid = async (): Promise<number> =>
  Number((await readFile(join(dataDir, 'postgres/cluster/postmaster.pid'), 'utf8')).split('\n', 1)[0])

const watchdogOf = async (owner: OwnerProcess): Promise<number> => {
  const shells = await processesWith((line) => line.startsWith('/bin/sh\0-c\0') && line.includes('kill -QUIT'))
  for (const pid of shells) {
    const status = await readFile(`/proc/${pid}/status`, 'utf8').catch(() => '')
    if (status.includes(`PPid:\t${owner.pid}\n`)) return pid
  }
  throw new Error('the owner has no watchdog')
}

beforeAll(async () => {
  folder = await makeDataFolder()
})
afterAll(() => folder.remove())

beforeEach(() => {
  // One cluster for all that needs no first start: making one takes 2 s.
  dataDir = join(folder.path, 'data')
  owners = []
})

afterEach(async () => {
  for (const owner of owners) await owner.end('SIGTERM')
  await until('no server is left', async () => (await processesWith((it) => it.includes(`${dataDir}/`))).length === 0)
}, 60_000)

describe('a killed owner', () => {
  it('takes its server along, and acknowledged rows stay', async () => {
    const first = start()
    const url = await first.ready()
    await acknowledge(url, 'watchdog')
    const server = await postmasterPid()
    await first.end('SIGKILL')
    await until('the watchdog has stopped the server', async () => !(await isRunning(server)))
    const second = await start().ready()
    expect(await kept(second, 'watchdog')).toBe(100)
  }, 40_000)

  it('is succeeded at once, while the server is still running or stopping', async () => {
    const first = start()
    const url = await first.ready()
    await acknowledge(url, 'running')
    const server = await postmasterPid()
    // A stopped server cannot obey the watchdog: it is still there when the successor comes.
    process.kill(server, 'SIGSTOP')
    await first.end('SIGKILL')
    const second = start()
    await until('the successor has found the server', () => second.lines.some((it) => it.log?.includes(`${server}`)))
    process.kill(server, 'SIGCONT')
    expect(await kept(await second.ready(), 'running')).toBe(100)
    expect(await postmasterPid()).not.toBe(server)
  }, 40_000)

  it('may be killed together with its watchdog: the next owner stops the server that nobody watches', async () => {
    const first = start()
    const url = await first.ready()
    await acknowledge(url, 'unwatched')
    const server = await postmasterPid()
    const watchdog = await watchdogOf(first)
    process.kill(first.pid, 'SIGSTOP')
    process.kill(watchdog, 'SIGKILL')
    await first.end('SIGKILL')
    expect(await isRunning(server)).toBe(true)
    expect(await kept(await start().ready(), 'unwatched')).toBe(100)
    expect(await isRunning(server)).toBe(false)
  }, 40_000)

  it('may be killed together with its server: the stale postmaster.pid does no harm', async () => {
    const first = start()
    const url = await first.ready()
    await acknowledge(url, 'both')
    process.kill(first.pid, 'SIGSTOP')
    process.kill(await postmasterPid(), 'SIGKILL')
    await first.end('SIGKILL')
    expect(await kept(await start().ready(), 'both')).toBe(100)
  }, 40_000)
})

describe('a killed watchdog', () => {
  it('is replaced, and the new one knows whom to stop', async () => {
    const owner = start()
    await owner.ready()
    const server = await postmasterPid()
    const watchdog = await watchdogOf(owner)
    process.kill(watchdog, 'SIGKILL')
    await until('there is another watchdog', () =>
      watchdogOf(owner).then(
        (pid) => pid !== watchdog,
        () => false,
      ),
    )
    await owner.end('SIGKILL')
    await until('the server has been stopped', async () => !(await isRunning(server)))
  }, 40_000)
})

describe('a killed server', () => {
  it('comes back at the same address', async () => {
    const owner = start()
    const url = await owner.ready()
    await ask(url, 'CREATE TABLE restarted AS SELECT 1 AS id')
    for (let round = 0; round < 2; round++) {
      const server = await postmasterPid()
      process.kill(server, 'SIGKILL')
      await until('the server is another', async () => (await postmasterPid().catch(() => server)) !== server)
      await until('it answers', answering(url))
    }
    expect(await ask(url, 'SELECT id FROM restarted')).toEqual([[1]])
    await owner.end('SIGTERM')
    expect(owner.lines.filter((it) => it.log?.includes('ended by itself'))).toHaveLength(2)
  }, 40_000)

  it('comes back although a backend of the dead one still holds its memory', async () => {
    const owner = start()
    const url = await owner.ready()
    const busy = new Client({ connectionString: url })
    busy.on('error', () => undefined)
    await busy.connect()
    const backend = Number((await busy.query('SELECT pg_backend_pid() AS pid')).rows[0].pid)
    process.kill(backend, 'SIGSTOP')
    const server = await postmasterPid()
    process.kill(server, 'SIGKILL')
    await until('the server is another', async () => (await postmasterPid().catch(() => server)) !== server)
    await until('it answers', answering(url))
    expect(await isRunning(backend)).toBe(false)
    await busy.end().catch(() => undefined)
  }, 40_000)
})

describe('Ctrl-C at the terminal', () => {
  it('does not reach the server before the owner stops it', async () => {
    const owner = start({ drains: true })
    const url = await owner.ready()
    process.kill(-owner.pid, 'SIGINT')
    await until('the owner was interrupted', () => owner.lines.some((it) => it.interrupted === true))
    expect(await ask(url, 'SELECT 1')).toEqual([[1]])
    const server = await postmasterPid()
    await owner.end('SIGTERM')
    expect(await isRunning(server)).toBe(false)
    expect(owner.lines.some((it) => it.log?.includes('received fast shutdown request'))).toBe(true)
  }, 40_000)
})

describe('an interrupted first start', () => {
  it('leaves nothing that the next one stumbles over', async () => {
    dataDir = join(folder.path, 'interrupted')
    const home = join(dataDir, 'postgres')
    const unfinished = async () => (await readdir(home).catch(() => [])).filter((it) => it.startsWith('cluster.new-'))
    const first = start()
    await until(
      'initdb is at work',
      async () => (await processesWith((it) => it.includes(`--pgdata=${home}`))).length > 0,
    )
    const watchdog = await watchdogOf(first)
    process.kill(first.pid, 'SIGSTOP')
    process.kill(watchdog, 'SIGKILL')
    for (const pid of await processesWith((it) => it.includes(`--pgdata=${home}`))) process.kill(pid, 'SIGKILL')
    await first.end('SIGKILL')
    expect(await unfinished()).not.toEqual([])
    expect(await readdir(home)).not.toContain('cluster')
    expect(await ask(await start().ready(), 'SELECT 1')).toEqual([[1]])
    expect(await unfinished()).toEqual([])
  }, 40_000)

  it('may be killed at any moment', async () => {
    dataDir = join(folder.path, 'killed')
    for (const moment of [150, 450, 900]) {
      const owner = start()
      const began = performance.now()
      await until('the moment has come', () => performance.now() - began > moment)
      await owner.end('SIGKILL')
    }
    expect(await ask(await start().ready(), 'SELECT 1')).toEqual([[1]])
  }, 40_000)
})
