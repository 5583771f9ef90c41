import { createHash, randomBytes } from 'node:crypto'
import { access, chmod, constants, mkdir, readFile, realpath, rmdir, stat, writeFile } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { type Account, canEnter, chooseAccount, give } from './account.ts'
import { syncFolder } from './private-file.ts'
import { type PostgresRefusal, refuse } from './refusals.ts'

/** The folder that holds the cluster, its lock and its connection file, and who PostgreSQL runs as. */
export type Home = {
  readonly refused: false
  readonly folder: string
  readonly account: Account | undefined
  /** The home lies outside the data directory, because the account cannot get into that. */
  readonly sheltered: boolean
}

export type HomeWish = {
  readonly dataDir: string
  /** The data directory was chosen by the user: never keep the data anywhere else. */
  readonly explicit: boolean
  /** Where homes are made whose data directory the account cannot enter, such as /var/lib/luxliner. */
  readonly shelter: string
}

const pointerIn = (dataDir: string) => join(dataDir, 'postgres.location')
/** PostgreSQL's own folder. */
export const clusterIn = (home: string) => join(home, 'cluster')
/** The file whose lock makes the owner. */
export const lockIn = (home: string) => join(home, 'owner.lock')

/** Whether a path exists; a path that may not be looked at does not. */
export const isThere = (path: string): Promise<boolean> =>
  stat(path).then(
    () => true,
    () => false,
  )

const codeOf = (error: unknown): string => (error instanceof Error && 'code' in error ? String(error.code) : '')

const pointedTo = async (dataDir: string): Promise<string | undefined> => {
  try {
    return (await readFile(pointerIn(dataDir), 'utf8')).trim()
  } catch (error) {
    if (codeOf(error) === 'ENOENT' || codeOf(error) === 'ENOTDIR') return undefined
    throw error
  }
}

/** Where the home of a data directory is, made or not. */
export const locateHome = async (dataDir: string): Promise<string> =>
  (await pointedTo(dataDir)) ?? join(dataDir, 'postgres')

const makeHome = async (folder: string, account: Account | undefined): Promise<void> => {
  await mkdir(folder, { recursive: true, mode: 0o700 })
  await give(account, folder)
}

const makeDataDir = async (dataDir: string, account: Account | undefined): Promise<void> => {
  if (await isThere(dataDir)) return
  // As root the folder must let the account through to its home; what else lies in it is protected by its own modes.
  await mkdir(dataDir, { recursive: true })
  await chmod(dataDir, account ? 0o711 : 0o700)
  const above = await stat(dirname(dataDir))
  if (account && account.uid === above.uid) await give(account, dataDir)
}

/** A 0700 data directory made by root in an open tree needs no shelter: leave to pass through is enough. */
const openDataDir = async (dataDir: string): Promise<void> => {
  const found = await stat(dataDir)
  if (found.uid === 0) await chmod(dataDir, (found.mode & 0o7777) | 0o011)
}

const shelterFor = async (wish: HomeWish, account: Account): Promise<string> => {
  const name = basename(dirname(wish.dataDir)).replaceAll(/[^A-Za-z0-9._-]/g, '_') || 'root'
  const mark = createHash('sha256').update(wish.dataDir).digest('hex').slice(0, 8)
  // The random part: a data directory that was deleted and made again must not find its old database; its key is gone.
  const folder = join(wish.shelter, `${name}-${mark}-${randomBytes(3).toString('hex')}`)
  await mkdir(wish.shelter, { recursive: true, mode: 0o755 })
  await makeHome(folder, account)
  try {
    await writeFile(pointerIn(wish.dataDir), `${folder}\n`, { flag: 'wx', mode: 0o644, flush: true })
    await syncFolder(wish.dataDir)
    return folder
  } catch (error) {
    await rmdir(folder)
    // Another first start was quicker: its home is the home.
    if (codeOf(error) === 'EEXIST') return locateHome(wish.dataDir)
    throw error
  }
}

const unreachable = (wish: HomeWish, account: Account): PostgresRefusal =>
  refuse(
    'data_dir_not_reachable',
    `データフォルダ ${wish.dataDir} に、データベースを動かす一般ユーザー(uid ${account.uid})が入れません。` +
      'PostgreSQLはrootでは動かないため、このユーザーが通れる場所(例: /srv/luxliner)を指定するか、' +
      '途中のフォルダに通過の許可(chmod o+x)を与えてください。',
  )

const settleForRoot = async (wish: HomeWish, account: Account): Promise<Home | PostgresRefusal> => {
  const pointed = await pointedTo(wish.dataDir)
  if (pointed !== undefined) {
    if (await isThere(pointed)) return { refused: false, folder: pointed, account, sheltered: true }
    return refuse(
      'data_missing',
      `データベースの保存先 ${pointed} が見つかりません。元の場所に戻してください。` +
        `データを捨てて新しく始める場合は ${pointerIn(wish.dataDir)} を削除してください。`,
    )
  }
  const folder = join(wish.dataDir, 'postgres')
  await makeHome(folder, account)
  const entered = await canEnter(account, folder)
  if (entered.failure !== undefined) {
    return refuse(
      'cannot_change_user',
      `一般ユーザー(uid ${account.uid})に切り替えられません(${entered.failure})。PostgreSQLはrootでは動かないため、` +
        'root以外のユーザーで実行するか、環境変数 DATABASE_URL に別のPostgreSQLを指定してください。',
    )
  }
  if (entered.exitCode === 0) return { refused: false, folder, account, sheltered: false }
  if (!wish.explicit) {
    await openDataDir(wish.dataDir)
    if ((await canEnter(account, folder)).exitCode === 0) return { refused: false, folder, account, sheltered: false }
  }
  if (wish.explicit || (await isThere(clusterIn(folder)))) return unreachable(wish, account)
  await rmdir(folder).catch(() => undefined)
  const sheltered = await shelterFor(wish, account)
  if ((await canEnter(account, sheltered)).exitCode !== 0) return unreachable(wish, account)
  return { refused: false, folder: sheltered, account, sheltered: true }
}

const settleForOneself = async (wish: HomeWish): Promise<Home> => {
  const folder = await locateHome(wish.dataDir)
  await makeHome(folder, undefined)
  await access(folder, constants.W_OK | constants.X_OK)
  return { refused: false, folder, account: undefined, sheltered: false }
}

/** Makes the home ready to be locked. The same data directory always finds the same home again. */
export const settleHome = async (wish: HomeWish): Promise<Home | PostgresRefusal> => {
  try {
    const account = await chooseAccount(clusterIn(await locateHome(wish.dataDir)), wish.dataDir)
    await makeDataDir(wish.dataDir, account)
    const home = account ? await settleForRoot(wish, account) : await settleForOneself(wish)
    // One name for one folder, whatever links lead to it: left-overs are known by it.
    return home.refused ? home : { ...home, folder: await realpath(home.folder) }
  } catch (error) {
    if (!['EACCES', 'EPERM', 'EROFS', 'ENOTDIR', 'EEXIST'].includes(codeOf(error))) throw error
    return refuse(
      'data_dir_unusable',
      `データフォルダ ${wish.dataDir} に書き込めません(${codeOf(error)})。権限と場所を確認してください。`,
    )
  }
}
