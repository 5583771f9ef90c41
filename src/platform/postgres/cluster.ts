import { spawn } from 'node:child_process'
import { createHash, randomBytes } from 'node:crypto'
import { readdir, readFile, rename, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import { type Account, giveTree } from './account.ts'
import { clusterIn, type Home, isThere } from './home.ts'
import { endProcesses, processesWith } from './left-overs.ts'
import type { Progress } from './log.ts'
import { syncFolder, writePrivateFile } from './private-file.ts'
import type { Programs } from './programs.ts'
import { type PostgresRefusal, refuse } from './refusals.ts'
import type { Watchdog } from './watchdog.ts'

const credentialsShape = z.object({
  superuserPassword: z.string(),
  password: z.string(),
})

/** Made with the cluster and kept inside it, so that the two can never be parted. */
export type Credentials = z.infer<typeof credentialsShape>

export type Cluster = {
  readonly refused: false
  readonly folder: string
  /** Stands in the title of every process of this cluster, which is how left-overs are known. */
  readonly name: string
  readonly credentials: Credentials
}

const CREDENTIALS = 'luxliner-credentials.json'
const UNFINISHED = 'cluster.new-'

const initdbArguments = (folder: string, passwordFile: string): string[] => [
  `--pgdata=${folder}`,
  '--username=postgres',
  `--pwfile=${passwordFile}`,
  '--auth-local=reject',
  '--auth-host=scram-sha-256',
  '--encoding=UTF8',
  // PostgreSQL's own C.UTF-8 needs no locale of the operating system: the same order and case folding everywhere.
  '--locale=C',
  '--locale-provider=builtin',
  '--builtin-locale=C.UTF-8',
  '--text-search-config=simple',
  '--data-checksums',
]

const unknownUser = (): PostgresRefusal =>
  refuse(
    'unknown_user',
    `実行中のユーザー(uid ${process.getuid?.()})がこのOSに登録されていないため、データベースを作成できません。` +
      '登録済みのユーザーで実行するか、環境変数 DATABASE_URL に別のPostgreSQLを指定してください。',
  )

const runInitdb = async (
  programs: Programs,
  account: Account | undefined,
  watchdog: Watchdog,
  args: string[],
): Promise<PostgresRefusal | undefined> => {
  const { promise, resolve, reject } = Promise.withResolvers<number | null>()
  const child = spawn(programs.initdb, args, {
    ...account,
    cwd: '/',
    env: programs.env,
    detached: true,
    stdio: ['ignore', 'ignore', 'pipe'],
  })
  let complaint = ''
  child.stderr.setEncoding('utf8').on('data', (text) => (complaint += text))
  child.once('error', reject)
  child.once('close', resolve)
  watchdog.guard(child.pid)
  const exitCode = await promise.finally(() => watchdog.guard(undefined))
  if (exitCode === 0) return undefined
  if (complaint.includes('could not look up effective user ID')) return unknownUser()
  throw new Error(`initdb failed: ${complaint.trim() || `exit ${exitCode}`}`)
}

/** Removes what a killed first start left: its initdb, if that still runs, and its half-made folder. */
const clearUnfinished = async (home: Home): Promise<void> => {
  const argument = `\0--pgdata=${join(home.folder, UNFINISHED)}`
  await endProcesses(() => processesWith((it) => it.includes(argument)), [{ signal: 'SIGKILL', waitMs: 10_000 }])
  for (const name of await readdir(home.folder)) {
    if (name.startsWith(UNFINISHED)) await rm(join(home.folder, name), { recursive: true, force: true, maxRetries: 5 })
  }
}

const makeCluster = async (
  home: Home,
  programs: Programs,
  watchdog: Watchdog,
): Promise<Credentials | PostgresRefusal> => {
  const fresh = join(home.folder, UNFINISHED + randomBytes(4).toString('hex'))
  const passwordFile = `${fresh}.password`
  const credentials = {
    superuserPassword: randomBytes(24).toString('hex'),
    password: randomBytes(24).toString('hex'),
  }
  await writePrivateFile(passwordFile, `${credentials.superuserPassword}\n`, home.account)
  try {
    const refusal = await runInitdb(programs, home.account, watchdog, initdbArguments(fresh, passwordFile))
    if (refusal) return refusal
    await writePrivateFile(join(fresh, CREDENTIALS), `${JSON.stringify(credentials, null, 2)}\n`, home.account)
    // Only a whole cluster ever bears the name.
    await rename(fresh, clusterIn(home.folder))
    await syncFolder(home.folder)
  } finally {
    await rm(passwordFile, { force: true })
    await rm(fresh, { recursive: true, force: true })
  }
  return credentials
}

const openCluster = async (home: Home, programs: Programs): Promise<Credentials | PostgresRefusal> => {
  const folder = clusterIn(home.folder)
  // A backup put back by root belongs to root.
  if (home.account && (await stat(folder)).uid !== home.account.uid) await giveTree(home.account, folder)
  const major = (await readFile(join(folder, 'PG_VERSION'), 'utf8')).trim()
  if (major !== programs.major) {
    return refuse(
      'cluster_version',
      `データベース ${folder} はPostgreSQL ${major} で作られており、内蔵のPostgreSQL ${programs.major} では開けません。` +
        'このデータを作ったバージョンのLuxlinerをお使いください。',
    )
  }
  return credentialsShape.parse(JSON.parse(await readFile(join(folder, CREDENTIALS), 'utf8')))
}

/**
 * From the folder, so that a restored copy beside the original never takes the original's server for its own
 * left-over.
 */
const nameOf = (folder: string): string => `luxliner-${createHash('sha256').update(folder).digest('hex').slice(0, 16)}`

/** Opens the cluster of the home, or makes it. Call it with the owner's lock held. */
export const settleCluster = async (
  home: Home,
  programs: Programs,
  watchdog: Watchdog,
  progress: Progress,
): Promise<Cluster | PostgresRefusal> => {
  const folder = clusterIn(home.folder)
  const name = nameOf(folder)
  await clearUnfinished(home)
  const exists = await isThere(folder)
  if (!exists) progress('データベースを作成しています(初回のみ、数秒かかります)。')
  const credentials = exists ? await openCluster(home, programs) : await makeCluster(home, programs, watchdog)
  return 'refused' in credentials ? credentials : { refused: false, folder, name, credentials }
}
