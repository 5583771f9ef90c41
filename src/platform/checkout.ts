import { existsSync } from 'node:fs'
import { dirname, join } from 'node:path'

/**
 * The folder that holds package.json, `db/` and `dist/`: found upwards from this file, so that it is the same whether the
 * sources run or the bundle. Throws when the program was copied out of its checkout.
 */
export function checkoutRoot(from: string = import.meta.dirname): string {
  if (existsSync(join(from, 'package.json')) && existsSync(join(from, 'db', 'migrations'))) return from
  const parent = dirname(from)
  if (parent === from) throw new Error('db/migrations not found above the program: it must run inside its checkout')
  return checkoutRoot(parent)
}
