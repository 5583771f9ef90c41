import { bounds } from './bounds.ts'
import { fromBase64, fromQuoted, textOf } from './charset.ts'
import { type Headers, header, noHeaders, parametersOf, readHeaders } from './headers.ts'

/** A leaf of the MIME tree, in the order of the message. */
export interface Part {
  /** `text/plain`, `message/delivery-status`, … in lower case. */
  type: string
  charset: string | null
  headers: Headers
  /** The body, transfer encoding undone: bytes, one a character. */
  bytes: string
}

export interface Opened {
  headers: Headers
  type: string
  reportType: string | null
  parts: Part[]
  cut: boolean
}

/** Opens a message given as bytes with `\n` line ends. Wrong or missing boundaries are guessed; never throws. */
export function openMessage(text: string): Opened {
  const walk: Walk = { parts: [], cut: false }
  const { headers, body } = readHeaders(text)
  const type = parametersOf(header(headers, 'content-type') ?? '')
  openEntity(walk, headers, text.slice(body), 0)
  return {
    headers,
    type: type.value,
    reportType: type.parameters['report-type']?.toLowerCase() ?? null,
    parts: walk.parts,
    cut: walk.cut,
  }
}

interface Walk {
  parts: Part[]
  cut: boolean
}

function openEntity(walk: Walk, headers: Headers, body: string, depth: number): void {
  if (depth > bounds.depth || walk.parts.length >= bounds.parts) {
    walk.cut = true
    return
  }
  const type = parametersOf(header(headers, 'content-type') ?? 'text/plain')
  const named = type.parameters.boundary
  const boundary =
    named !== undefined && named !== '' && hasBoundary(body, named)
      ? named
      : guessedBoundary(body, type.value.startsWith('multipart/'))
  if (boundary !== null) {
    openPieces(walk, body, boundary, depth)
    return
  }
  walk.parts.push({
    type: type.value === '' || type.value.startsWith('multipart/') ? 'text/plain' : type.value,
    charset: type.parameters.charset ?? null,
    headers,
    bytes: withoutEncoding(body, header(headers, 'content-transfer-encoding')),
  })
}

function hasBoundary(body: string, boundary: string): boolean {
  return body.startsWith(`--${boundary}`) || body.includes(`\n--${boundary}`)
}

/** A line `--something` right before a `Content-…` line is a boundary, whatever the header said. */
const BOUNDARY_LINE = /^--([^\s][^\n]{0,200})\nContent-[A-Za-z-]{1,40}:/im

function guessedBoundary(body: string, isMultipart: boolean): string | null {
  // Without a word of multipart only the part that machines read is worth the guess.
  if (!isMultipart && !/^Content-Type:[ \t]*message\/(?:delivery-status|feedback-report)/im.test(body)) return null
  return BOUNDARY_LINE.exec(body)?.[1]?.trimEnd() ?? null
}

function openPieces(walk: Walk, body: string, boundary: string, depth: number): void {
  const mark = `\n--${boundary}`
  const framed = `\n${body}`
  let start = framed.indexOf(mark)
  const preamble = framed.slice(1, Math.max(1, start))
  if (preamble.trim().length > 200)
    walk.parts.push({ type: 'text/plain', charset: null, headers: noHeaders, bytes: preamble })
  while (start >= 0) {
    const lineEnd = framed.indexOf('\n', start + 1)
    if (lineEnd < 0 || framed.startsWith('--', start + mark.length)) return
    const next = framed.indexOf(mark, lineEnd)
    openPiece(walk, framed.slice(lineEnd + 1, next < 0 ? undefined : next), depth + 1)
    if (walk.cut) return
    start = next
  }
}

function openPiece(walk: Walk, piece: string, depth: number): void {
  // A piece without headers begins with an empty line; some forget that line and begin with words.
  const first = piece.slice(0, piece.indexOf('\n') < 0 ? piece.length : piece.indexOf('\n'))
  const hasHeaders = /^(?:content-|mime-|x-)[!-9;-~]{0,60}:/i.test(first) || first.trim() === ''
  const { headers, body } = hasHeaders ? readHeaders(piece) : { headers: noHeaders, body: 0 }
  openEntity(walk, headers, piece.slice(body), depth)
}

function withoutEncoding(body: string, encoding: string | null): string {
  const name = encoding?.trim().toLowerCase() ?? ''
  const piece = body.slice(0, bounds.text * 2)
  if (name.startsWith('base64')) return fromBase64(piece)
  if (name.startsWith('quoted-printable')) return fromQuoted(piece)
  return body
}

/** The words of a text part, bounded; HTML without its tags. */
export function wordsOf(part: Part): string {
  const text = textOf(part.bytes.slice(0, bounds.text), part.charset)
  return part.type === 'text/html' ? withoutTags(text) : text
}

const ENTITIES: Record<string, string> = { lt: '<', gt: '>', amp: '&', quot: '"', nbsp: ' ', '#39': "'", '#64': '@' }

/** Linear: no tag reaches beyond the next `<`, so a page of nothing but `<` costs no more than any other. */
function withoutTags(html: string): string {
  return withoutStyles(html)
    .replace(/<(?:br|p|div|tr|li|h\d|table)\b[^<>]{0,2000}>/gi, '\n')
    .replace(/<\/?[a-z!][^<>]{0,2000}>/gi, '')
    .replace(/&([a-z]{2,5}|#\d{1,5});/gi, (all, name: string) => ENTITIES[name.toLowerCase()] ?? all)
}

function withoutStyles(html: string): string {
  let out = ''
  let from = 0
  for (const match of html.matchAll(/<(style|script|title)\b/gi)) {
    if (match.index < from) continue
    const end = html.indexOf(`</${match[1]}`, match.index)
    out += html.slice(from, match.index)
    from = end < 0 ? html.length : end
  }
  return out + html.slice(from)
}
