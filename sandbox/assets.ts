import { existsSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'

/** `sandbox/assets/` of the checkout, found upwards from here: a bundle lies in another folder than this file. */
function findAssets(from: string): string {
  const folder = join(from, 'sandbox', 'assets')
  if (existsSync(folder)) return folder
  if (dirname(from) === from) throw new Error('sandbox/assets not found: the sandbox must run inside its checkout')
  return findAssets(dirname(from))
}

const assetFolder = findAssets(import.meta.dirname)

/** The text of a file in `sandbox/assets/`. */
export function assetText(name: 'live.js' | 'tokenpay.js' | 'icon.svg'): string {
  return readFileSync(join(assetFolder, name), 'utf8')
}

const styleParts = [
  'frame',
  'overview',
  'clock',
  'fault-switch',
  'split',
  'messages',
  'reading',
  'panels',
  'secure',
  'phone',
] as const

/** The one style sheet of the pages, in the order in which later rules win. */
export function styleSheet(): string {
  return styleParts.map((part) => readFileSync(join(assetFolder, 'style', `${part}.css`), 'utf8')).join('\n')
}

const fontFolder = dirname(createRequire(import.meta.url).resolve('@fontsource/noto-sans-jp/package.json'))

/** A file of the Noto Sans JP package: `400.css`, `700.css`, or a subset below `files/`. Null when there is none. */
export function fontFile(name: string): Uint8Array<ArrayBuffer> | null {
  const path = join(fontFolder, name)
  return existsSync(path) ? new Uint8Array(readFileSync(path)) : null
}
