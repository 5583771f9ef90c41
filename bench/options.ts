import { parseArgs } from 'node:util'

/** The parts in the order in which they run: what needs the machine for itself comes before what mostly waits. */
export const parts = [
  'latency',
  'drain',
  'renewals',
  'letters',
  'returned',
  'pages',
  'start',
  'lists',
  'imports',
  'chatwork',
] as const
export type Part = (typeof parts)[number]

export interface BenchOptions {
  parts: readonly Part[]
  json: boolean
}

export const HELP = `使い方: npm run bench -- [--only ${parts.join('|')}] [--full] [--json]

  --only 項目   その項目だけを測ります(カンマ区切りで複数を指定できます)
  --full        Chatworkの制限いっぱいの計測も行います(約5分かかります)
  --json        表の代わりにJSONを標準出力に書きます`

/** Reads the command line; a fault is a sentence for the person at the terminal. */
export function readOptions(args: readonly string[]): BenchOptions | { fault: string } | 'help' {
  const parsed = parse(args)
  if (parsed === null) return { fault: HELP }
  if (parsed.help) return 'help'
  const full = parsed.full ?? false
  const json = parsed.json ?? false
  if (parsed.only === undefined) return { parts: parts.filter((part) => full || part !== 'chatwork'), json }
  const named = parsed.only.split(',')
  const unknown = named.find((name) => !parts.some((part) => part === name))
  if (unknown !== undefined) return { fault: `「${unknown}」という項目はありません。\n\n${HELP}` }
  if (named.includes('chatwork') && !full) return { fault: 'chatwork は約5分かかります。--full を付けてください。' }
  return { parts: parts.filter((part) => named.includes(part)), json }
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      options: {
        only: { type: 'string' },
        full: { type: 'boolean' },
        json: { type: 'boolean' },
        help: { type: 'boolean' },
      },
    }).values
  } catch {
    return null
  }
}
