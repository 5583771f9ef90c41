import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest'
import { type DataFolder, makeDataFolder } from '../../../tests/support/data-folder.ts'
import { type OwnerProcess, startOwner } from '../../../tests/support/owner-process.ts'
import { answers } from './database.ts'
import { borrowPostgres, joinPostgres, ownPostgres } from './index.ts'

const log = { info: () => undefined, warn: () => undefined, error: () => undefined }

let folder: DataFolder
let dataDir: string
let owners: OwnerProcess[]

const start = (door: 'own' | 'borrow'): OwnerProcess => {
  const owner = startOwner({ dataDir, door })
  owners.push(owner)
  return owner
}

beforeAll(async () => {
  folder = await makeDataFolder()
  dataDir = join(folder.path, 'data')
})
afterAll(() => folder.remove())

beforeEach(() => {
  owners = []
})
afterEach(async () => {
  for (const owner of owners) await owner.end('SIGTERM')
}, 60_000)

it('joins a living owner, waiting while it starts, and refuses once it is gone', async () => {
  expect(await joinPostgres({ dataDir })).toMatchObject({ refused: true, code: 'no_owner' })
  const owner = start('own')
  const url = await owner.ready()
  expect(await joinPostgres({ dataDir })).toEqual({ refused: false, url })
  const other = startOwner({ dataDir, door: 'join' })
  expect(await other.ready()).toBe(url)
  await other.end('SIGTERM')
  expect(await answers(url, 3_000)).toBe(true)
  // A killed owner leaves its connection file: it must not be believed.
  await owner.end('SIGKILL')
  const refusal = await joinPostgres({ dataDir })
  expect(refusal).toMatchObject({ refused: true, code: 'no_owner' })
}, 40_000)

it('borrows from a living owner and leaves its server alone', async () => {
  const url = await start('own').ready()
  const borrowed = await borrowPostgres({ dataDir, log })
  if (borrowed.refused) throw new Error(borrowed.message)
  expect(borrowed.url).toBe(url)
  await borrowed.stop()
  expect(await answers(url, 3_000)).toBe(true)
}, 40_000)

it('borrows without an owner by owning for the errand; others wait or are refused, never joined to it', async () => {
  const errand = start('borrow')
  const url = await errand.ready()
  expect(await joinPostgres({ dataDir, patienceMs: 200 })).toMatchObject({ refused: true, code: 'no_owner' })
  const progress: string[] = []
  const waiting = ownPostgres({ dataDir, log, progress: (text) => progress.push(text) })
  await expect.poll(() => progress.join('\n'), { timeout: 10_000 }).toContain(`プロセス番号 ${errand.pid}`)
  expect(await answers(url, 3_000)).toBe(true)
  await errand.end('SIGTERM')
  const owned = await waiting
  if (owned.refused) throw new Error(owned.message)
  expect(await answers(owned.url, 3_000)).toBe(true)
  await owned.stop()
  expect(await answers(owned.url, 3_000)).toBe(false)
}, 40_000)
