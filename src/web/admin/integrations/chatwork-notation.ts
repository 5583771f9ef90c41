/**
 * A piece of a Chatwork message. Only the notation that boxes and marks text is known here
 * (https://developer.chatwork.com/docs/message-notation); everything else stays the text it is.
 */
export type Piece =
  | { kind: 'text'; text: string }
  | { kind: 'link'; href: string }
  | { kind: 'rule' }
  | { kind: 'info' | 'title'; pieces: Piece[] }
  | { kind: 'code'; text: string }
  | { kind: 'mention'; name: 'TO' | 'TO ALL' }

/** Reads a message as Chatwork draws it. Never throws: a tag that is not closed is text. */
export function parseNotation(message: string): Piece[] {
  return tidy(pieces(message))
}

const TAG = /\[(info|title|code)\]|\[hr\]|\[toall\]|\[To:\d+\]/gi

function pieces(message: string): Piece[] {
  const found: Piece[] = []
  let at = 0
  while (at < message.length) {
    TAG.lastIndex = at
    const match = TAG.exec(message)
    if (!match) break
    found.push(...linked(message.slice(at, match.index)))
    const behind = match.index + match[0].length
    const boxed = match[1] ? box(match[1].toLowerCase() as Box, message, behind) : undefined
    if (boxed) found.push(boxed.piece)
    else if (match[1]) found.push({ kind: 'text', text: match[0] })
    else found.push(mark(match[0].toLowerCase()))
    at = boxed?.end ?? behind
  }
  return [...found, ...linked(message.slice(at))]
}

type Box = 'info' | 'title' | 'code'

/** What stands between the tag that ends at `from` and its closing one; undefined when it is never closed. */
function box(name: Box, message: string, from: number): { piece: Piece; end: number } | undefined {
  const closing = `[/${name}]`
  const end = message.toLowerCase().indexOf(closing, from)
  if (end < 0) return undefined
  const inner = message.slice(from, end)
  const piece: Piece = name === 'code' ? { kind: 'code', text: inner } : { kind: name, pieces: pieces(inner) }
  return { piece, end: end + closing.length }
}

function mark(tag: string): Piece {
  if (tag === '[hr]') return { kind: 'rule' }
  return { kind: 'mention', name: tag === '[toall]' ? 'TO ALL' : 'TO' }
}

/** Addresses in running text are links, as in Chatwork. */
function linked(text: string): Piece[] {
  return text
    .split(/(https?:\/\/[\w\-./?%&=~#:+@!$,;]+)/)
    .filter((part) => part !== '')
    .map((part) => (/^https?:\/\//.test(part) ? { kind: 'link', href: part } : { kind: 'text', text: part }))
}

/** Blocks begin on a line of their own: the line break beside one would be an empty line. */
function tidy(all: Piece[]): Piece[] {
  return all
    .map((piece, index): Piece => {
      if (piece.kind === 'info' || piece.kind === 'title') return { ...piece, pieces: tidy(piece.pieces) }
      if (piece.kind !== 'text') return piece
      const before = isBlock(all[index - 1]) ? piece.text.replace(/^\n/, '') : piece.text
      return { kind: 'text', text: isBlock(all[index + 1]) ? before.replace(/\n$/, '') : before }
    })
    .filter((piece) => piece.kind !== 'text' || piece.text !== '')
}

function isBlock(piece: Piece | undefined): boolean {
  return piece !== undefined && ['info', 'title', 'rule', 'code'].includes(piece.kind)
}
