import { randomBytes } from 'node:crypto'
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'

/**
 * The master key: the environment's, else the one in the data directory, made at the first start with mode 0600.
 * Losing it loses the sealed settings (tokens), nothing else.
 */
export async function readSecretKey(dataDir: string, fromEnvironment: string | null): Promise<string> {
  if (fromEnvironment !== null) return fromEnvironment
  const file = join(dataDir, 'secret.key')
  await mkdir(dataDir, { recursive: true })
  try {
    // `wx`: of two first starts only one writes; both read what was written.
    await writeFile(file, `${randomBytes(32).toString('hex')}\n`, { mode: 0o600, flag: 'wx' })
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
  }
  return (await readFile(file, 'utf8')).trim()
}

/** The same for a command that changes nothing: null where no key was made yet or it may not be read. */
export async function findSecretKey(dataDir: string, fromEnvironment: string | null): Promise<string | null> {
  if (fromEnvironment !== null) return fromEnvironment
  return readFile(join(dataDir, 'secret.key'), 'utf8').then(
    (key) => key.trim(),
    () => null,
  )
}
