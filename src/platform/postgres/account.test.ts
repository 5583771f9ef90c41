import { chmod, chown, mkdir, readdir, readFile, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { type DataFolder, makeDataFolder } from '../../../tests/support/data-folder.ts'
import { type OwnerProcess, type OwnerWish, startOwner } from '../../../tests/support/owner-process.ts'
import { makeSmallCheckout } from '../../../tests/support/small-checkout.ts'
import { nobody } from './account.ts'

const isRoot = process.getuid?.() === 0

let folder: DataFolder
let owners: OwnerProcess[]

const start = (wish: OwnerWish, where: Parameters<typeof startOwner>[1] = {}): OwnerProcess => {
  const owner = startOwner(wish, where)
  owners.push(owner)
  return owner
}

/** The user of the server that the home's postmaster.pid names. */
const serverUid = async (home: string): Promise<number> => {
  const pid = (await readFile(join(home, 'cluster/postmaster.pid'), 'utf8')).split('\n', 1)[0]
  return (await stat(`/proc/${pid}`)).uid
}

beforeEach(async () => {
  folder = await makeDataFolder()
  owners = []
})

afterEach(async () => {
  for (const owner of owners) await owner.end('SIGTERM')
  await folder.remove()
}, 60_000)

describe.runIf(isRoot)('started by root', () => {
  it('runs as nobody when the folders are root’s, and lets it pass through its own data directory', async () => {
    const dataDir = join(folder.path, 'data')
    await mkdir(dataDir, { mode: 0o700 })
    await start({ dataDir }).ready()
    expect(await serverUid(join(dataDir, 'postgres'))).toBe((await nobody()).uid)
    expect((await stat(dataDir)).mode & 0o777).toBe(0o711)
    expect(await readdir(dataDir)).toEqual(['postgres'])
  }, 40_000)

  it('runs as the owner of the data directory, and lets that user go on without root', async () => {
    const { uid, gid } = await nobody()
    const dataDir = join(folder.path, 'data')
    await mkdir(dataDir, { mode: 0o700 })
    await chown(dataDir, uid, gid)
    const root = start({ dataDir })
    await root.ready()
    expect(await serverUid(join(dataDir, 'postgres'))).toBe(uid)
    await root.end('SIGTERM')
    await start({ dataDir }, { uid, gid }).ready()
    expect(await serverUid(join(dataDir, 'postgres'))).toBe(uid)
  }, 40_000)

  describe('from a checkout that nobody else can enter', () => {
    let app: string
    let script: string
    let shelter: string

    let room: DataFolder

    beforeAll(async () => {
      room = await makeDataFolder()
      const locked = join(room.path, 'locked')
      app = join(locked, 'app')
      shelter = join(room.path, 'shelter')
      script = await makeSmallCheckout(app, 'with programs')
      await chmod(locked, 0o700)
    }, 30_000)
    afterAll(() => room.remove())

    it('keeps the data in the shelter, says so, finds it again, and never begins anew when it is gone', async () => {
      const dataDir = join(app, 'data')
      const first = start({ dataDir, shelter }, { script })
      const url = await first.ready()
      const homes = await readdir(shelter)
      expect(homes).toEqual([expect.stringMatching(/^app-[0-9a-f]{8}-[0-9a-f]{6}$/)])
      const home = join(shelter, homes[0] ?? '')
      expect(first.lines.some((it) => it.progress === `データベースは ${home} に保存されます。`)).toBe(true)
      await first.end('SIGTERM')
      const second = start({ dataDir, shelter }, { script })
      expect(await second.ready()).toBe(url)
      expect(await readdir(shelter)).toEqual(homes)
      await second.end('SIGTERM')
      await rm(shelter, { recursive: true })
      expect((await start({ dataDir, shelter }, { script }).refusal()).code).toBe('data_missing')
    }, 60_000)

    it('refuses a data directory that was chosen by name and cannot be entered', async () => {
      const dataDir = join(app, 'elsewhere')
      const refusal = await start({ dataDir, shelter, explicitDataDir: true }, { script }).refusal()
      expect(refusal.code).toBe('data_dir_not_reachable')
      expect(refusal.message).toContain(dataDir)
    }, 40_000)
  })
})

it('runs as the user who started it, when that is not root', async () => {
  const dataDir = join(folder.path, 'data')
  const me = isRoot ? await nobody() : { uid: process.getuid?.() ?? -1, gid: process.getgid?.() ?? -1 }
  if (isRoot) await chown(folder.path, me.uid, me.gid)
  await start({ dataDir }, isRoot ? me : {}).ready()
  expect(await serverUid(join(dataDir, 'postgres'))).toBe(me.uid)
}, 40_000)

it.runIf(isRoot)(
  'refuses an ordinary user whose data directory is not writable',
  async () => {
    const refusal = await start({ dataDir: join(folder.path, 'data') }, await nobody()).refusal()
    expect(refusal.code).toBe('data_dir_unusable')
  },
  40_000,
)

it.runIf(isRoot)(
  'refuses a user whom the system does not know, because initdb does',
  async () => {
    const stranger = { uid: 54_321, gid: 54_321 }
    await chown(folder.path, stranger.uid, stranger.gid)
    const refusal = await start({ dataDir: join(folder.path, 'data') }, stranger).refusal()
    expect(refusal.code).toBe('unknown_user')
  },
  40_000,
)

it('names DATABASE_URL as the way out where there are no programs for the machine', async () => {
  const script = await makeSmallCheckout(join(folder.path, 'app'), 'without programs')
  const refusal = await start({ dataDir: join(folder.path, 'data') }, { script }).refusal()
  expect(refusal.code).toBe('no_binaries')
  expect(refusal.message).toContain('DATABASE_URL')
}, 40_000)
