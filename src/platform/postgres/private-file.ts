import { randomBytes } from 'node:crypto'
import { open, rename, rm } from 'node:fs/promises'
import { dirname } from 'node:path'
import type { Account } from './account.ts'

/** Makes the names in a folder survive a power cut. */
export const syncFolder = async (folder: string): Promise<void> => {
  const handle = await open(folder)
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}

/**
 * Writes a file only its owner may read, whole or not at all. The new name is made exclusively, so a link laid in the
 * folder by somebody else is never followed.
 */
export const writePrivateFile = async (path: string, content: string, account: Account | undefined): Promise<void> => {
  const fresh = `${path}.${randomBytes(4).toString('hex')}`
  const handle = await open(fresh, 'wx', 0o600)
  try {
    if (account) await handle.chown(account.uid, account.gid)
    await handle.writeFile(content)
    await handle.sync()
  } finally {
    await handle.close()
  }
  await rename(fresh, path).catch(async (error) => {
    await rm(fresh, { force: true })
    throw error
  })
  await syncFolder(dirname(path))
}
