import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { checkoutRoot } from '../../src/platform/checkout.ts'

/** One sentence of the manual, as docs/manual-coverage.md accounts for it. */
export interface Sentence {
  number: number
  /** What must be visible on the screen. */
  text: string
  links: { text: string; href: string }[]
  /** The files in which the page says that it stands. */
  paths: string[]
}

/** The sentences under a heading of the screen, in the order in which they stand there. */
export interface Part {
  heading: string
  sentences: Sentence[]
}

const LINK = /\[([^\]]+)\]\(([^)]+)\)/g

/** Reads docs/manual-coverage.md. Throws on a row that is not understood. */
export function readCoverage(): Part[] {
  const page = readFileSync(join(checkoutRoot(), 'docs', 'manual-coverage.md'), 'utf8')
  return page
    .split(/^## /m)
    .slice(1)
    .map((part) => {
      const [heading = '', ...lines] = part.split('\n')
      const rows = lines.filter((line) => /^\| \d/.test(line))
      return { heading: heading.trim(), sentences: rows.map(sentenceOf) }
    })
}

function sentenceOf(row: string): Sentence {
  const [, number, manual, screen, where, end] = row.split('|').map((cell) => cell.trim())
  if (!manual || !screen || !where || end !== '') throw new Error(`not a row of four cells: ${row}`)
  const written = screen === '=' ? manual : screen
  return {
    number: Number(number),
    text: written.replace(LINK, '$1'),
    links: [...written.matchAll(LINK)].map(([, text = '', href = '']) => ({ text, href })),
    paths: [...where.matchAll(/`([^`]+\/[^`]+)`/g)].map(([, path = '']) => path),
  }
}

/** The sentences that are not found in a text when it is read from its beginning to its end. White space counts for nothing. */
export function missingFrom(text: string, sentences: readonly Sentence[]): string[] {
  const read = text.replace(/\s/g, '')
  let at = 0
  return sentences.flatMap((sentence) => {
    const wanted = sentence.text.replace(/\s/g, '')
    const found = read.indexOf(wanted, at)
    if (found < 0) return `${sentence.number}: ${sentence.text}`
    at = found + wanted.length
    return []
  })
}
