/**
 * How much of a message is looked at. Reports of thirty years put what matters into the first kilobytes; the largest
 * known carry it before 100 kB of the returned letter. Everything beyond is not read, so no message costs more than these.
 */
export const bounds = {
  /** Bytes of the whole message. */
  message: 1_000_000,
  /** Bytes of one header block. */
  headerBlock: 65_536,
  headers: 400,
  headerValue: 4_000,
  depth: 20,
  parts: 100,
  /** Bytes of a text that is read as words. */
  text: 65_536,
  lines: 1_500,
  line: 1_000,
  recipients: 100,
  diagnostic: 1_000,
  extraHeaders: 60,
} as const

/** The first lines of a text, each cut to its bound. */
export function linesOf(text: string, most: number = bounds.lines): string[] {
  const lines: string[] = []
  let from = 0
  while (from <= text.length && lines.length < most) {
    let to = text.indexOf('\n', from)
    if (to < 0) to = text.length
    lines.push(text.slice(from, Math.min(to, from + bounds.line)))
    from = to + 1
  }
  return lines
}

/** One line of words: blanks run together, cut to the bound of a diagnostic text. */
export function oneLine(text: string): string {
  return (
    text
      .slice(0, bounds.diagnostic * 4)
      // biome-ignore lint/suspicious/noControlCharactersInRegex: they come and must not reach a terminal
      .replace(/[\s\u0000-\u001f\u007f]+/g, ' ')
      .trim()
      .slice(0, bounds.diagnostic)
  )
}
