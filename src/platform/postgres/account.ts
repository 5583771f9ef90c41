import { spawn } from 'node:child_process'
import { lchown, opendir, readFile, stat } from 'node:fs/promises'
import { dirname, join } from 'node:path'

/** The user PostgreSQL runs as when we are root (the server refuses root). `undefined` elsewhere: our own user. */
export type Account = { readonly uid: number; readonly gid: number }

/** What a short program said; `failure` is set when it could not be started at all (ENOENT, EPERM, …). */
export type Finished = { readonly exitCode: number | null; readonly said: string; readonly failure: string | undefined }

const ownerOf = async (path: string): Promise<Account | undefined> => {
  const found = await stat(path).catch(() => undefined)
  return found && { uid: found.uid, gid: found.gid }
}

/** The account that owns nothing. */
export const nobody = async (): Promise<Account> => {
  const line = (await readFile('/etc/passwd', 'utf8').catch(() => ''))
    .split('\n')
    .find((it) => it.startsWith('nobody:'))
  const [, , uid, gid] = line?.split(':') ?? []
  // 65534 is what the kernel itself calls the overflow user: right on every distribution we know that lacks the line.
  return { uid: Number(uid ?? 65534), gid: Number(gid ?? 65534) }
}

const nearestOwner = async (path: string): Promise<Account | undefined> =>
  (await ownerOf(path)) ?? (path === dirname(path) ? undefined : await nearestOwner(dirname(path)))

/** Runs a short program as the account and waits for its end. */
export const runAs = async (
  account: Account | undefined,
  program: string,
  args: readonly string[],
  env: NodeJS.ProcessEnv = {},
): Promise<Finished> => {
  const { promise, resolve } = Promise.withResolvers<Finished>()
  const child = spawn(program, args, { ...account, cwd: '/', env, stdio: ['ignore', 'pipe', 'pipe'] })
  let said = ''
  for (const stream of [child.stdout, child.stderr]) stream.setEncoding('utf8').on('data', (text) => (said += text))
  child.once('error', (error) =>
    resolve({ exitCode: null, said, failure: 'code' in error ? String(error.code) : error.message }),
  )
  child.once('close', (exitCode) => resolve({ exitCode, said, failure: undefined }))
  return promise
}

/** Asks the kernel itself (modes, ACLs, mounts) whether the account may enter the folder. */
export const canEnter = (account: Account, folder: string): Promise<Finished> =>
  runAs(account, '/bin/sh', ['-c', 'cd -- "$1"', 'sh', folder])

/** Gives one file or folder to the account. */
export const give = async (account: Account | undefined, path: string): Promise<void> => {
  if (account) await lchown(path, account.uid, account.gid)
}

/** Gives a whole tree to the account, following no links. */
export const giveTree = async (account: Account | undefined, folder: string): Promise<void> => {
  if (!account) return
  await give(account, folder)
  for await (const entry of await opendir(folder)) {
    const path = join(folder, entry.name)
    await (entry.isDirectory() ? giveTree(account, path) : give(account, path))
  }
}

/** initdb refuses a number that has no name (a folder that a container got from its host often belongs to one). */
const hasName = async ({ uid }: Account): Promise<boolean> =>
  (await runAs(undefined, 'id', ['-un', String(uid)], { PATH: '/usr/bin:/bin' })).exitCode === 0

/**
 * Picks the account: the owner of an existing cluster, else of the data directory (or of the nearest folder above it
 * that exists, so that `sudo` in somebody's home leaves that person's files to them), else `nobody`.
 */
export const chooseAccount = async (clusterDir: string, dataDir: string): Promise<Account | undefined> => {
  if (process.getuid?.() !== 0) return undefined
  const owner = await ownerOf(clusterDir)
  if (owner && owner.uid !== 0) return owner
  const neighbour = await nearestOwner(dataDir)
  return neighbour && neighbour.uid !== 0 && (await hasName(neighbour)) ? neighbour : nobody()
}
