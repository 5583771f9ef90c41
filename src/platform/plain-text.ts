/** A single value longer than this tells staff nothing more. */
const MAX_CHARACTERS = 500
/** One character as people count it may be made of thousands of marks; bytes are what the remote counts. */
const MAX_BYTES = 2_000

/**
 * Customers' text as one line of data: line breaks become spaces, so that a value cannot pretend to be another line; control
 * characters, and those that turn the writing direction round, go. At most 500 characters.
 */
export function oneLine(text: string): string {
  const line = text
    .toWellFormed()
    .replace(/[\r\n\t\v\f\u0085\u2028\u2029]+/g, ' ')
    .replace(/[\p{Cc}\p{Bidi_Control}]/gu, '')
  return shorten(line, MAX_CHARACTERS)
}

/** At most `max` characters as people count them and 2,000 bytes, with … at the end when something was cut; never half a character. */
export function shorten(text: string, max: number): string {
  // A character is at least one UTF-16 unit and at most three bytes of one.
  if (text.length <= max && text.length * 3 <= MAX_BYTES) return text
  const kept: string[] = []
  let bytes = 0
  for (const { segment } of new Intl.Segmenter('ja', { granularity: 'grapheme' }).segment(text)) {
    bytes += Buffer.byteLength(segment)
    if (kept.length === max || bytes > MAX_BYTES) return `${kept.slice(0, max - 1).join('')}…`
    kept.push(segment)
  }
  return text
}
