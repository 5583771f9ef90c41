import { createReadStream, createWriteStream, existsSync } from 'node:fs'
import { mkdir, mkdtemp, readFile, rename, rm } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { createBrotliDecompress } from 'node:zlib'
import { checkoutRoot } from '../../src/platform/checkout.ts'

/**
 * The browser of the tests: `CHROMIUM_PATH`, or the one inside `@sparticuz/chromium` (Linux on x64), unpacked into a folder
 * of its version. Null where there is neither.
 *
 * The package's own `executablePath()` unpacks to the system's temporary folder and trusts whatever lies there under that
 * name, also the half of a file. Here a whole file appears at once or not at all, in a folder that only we write.
 */
export async function findChromium(): Promise<string | null> {
  if (process.env.CHROMIUM_PATH) return process.env.CHROMIUM_PATH
  if (process.platform !== 'linux' || process.arch !== 'x64') return null
  const home = join(createRequire(import.meta.url).resolve('@sparticuz/chromium'), '..', '..')
  const { version } = JSON.parse(await readFile(join(home, 'package.json'), 'utf8')) as { version: string }
  const cache = join(checkoutRoot(), 'node_modules', '.cache')
  const path = join(cache, `chromium-${version}`, 'chromium')
  if (!existsSync(path)) await unpack(join(home, 'bin', 'chromium.br'), path, cache)
  return path
}

/** 67 MB become 209 MB in about five seconds. */
async function unpack(packed: string, path: string, cache: string): Promise<void> {
  await mkdir(join(path, '..'), { recursive: true })
  const workshop = await mkdtemp(join(cache, 'unpacking-'))
  try {
    const draft = join(workshop, 'chromium')
    await pipeline(createReadStream(packed), createBrotliDecompress(), createWriteStream(draft, { mode: 0o755 }))
    await rename(draft, path)
  } finally {
    await rm(workshop, { recursive: true, force: true })
  }
}
