/** A message as Chatwork understands it. Tags that are not closed, or closed without being open, stay text. */
export type Piece =
  | { kind: 'text'; text: string }
  | { kind: 'line' }
  | { kind: 'box'; tag: BoxTag; pieces: Piece[] }
  | { kind: 'person'; tag: 'to' | 'reply' | 'name' | 'quoted'; accountId: number }
  | { kind: 'everyone' }

export type BoxTag = 'info' | 'title' | 'qt' | 'code'

const tag =
  /(\[(?:\/?(?:info|title|qt|code)|hr|toall|to:\d+|rp aid=\d+ to=\d+-\d+|qtmeta aid=\d+ time=\d+|piconname:\d+|picon:\d+|pname:\d+)\])/i

type Open = { tag: BoxTag; written: string; pieces: Piece[] }

/** Reads the documented notation, https://developer.chatwork.com/docs/message-notation, and `[code]`. */
export function readNotation(body: string): Piece[] {
  const top: Piece[] = []
  const open: Open[] = []
  const pieces = () => open.at(-1)?.pieces ?? top
  for (const [index, part] of body.split(tag).entries()) {
    if (part === '') continue
    if (index % 2 === 0) readText(part, pieces())
    else readTag(part, pieces(), open, top)
  }
  while (open.length > 0) giveUp(open, top)
  return top
}

/** A box and a line end their own line: the line break written after them is not a second one. */
function readText(part: string, pieces: Piece[]): void {
  const before = pieces.at(-1)?.kind
  const text = before === 'box' || before === 'line' ? part.replace(/^\r?\n/, '') : part
  if (text !== '') pieces.push({ kind: 'text', text })
}

function readTag(written: string, pieces: Piece[], open: Open[], top: Piece[]): void {
  const name = written.slice(1, -1).toLowerCase()
  const insideCode = open.at(-1)?.tag === 'code'
  if (insideCode && name !== '/code') pieces.push({ kind: 'text', text: written })
  else if (isBox(name)) open.push({ tag: name, written, pieces: [] })
  else if (name.startsWith('/')) close(name.slice(1), written, open, top)
  else if (name === 'hr') pieces.push({ kind: 'line' })
  else if (name === 'toall') pieces.push({ kind: 'everyone' })
  else pieces.push(person(name))
}

function close(name: string, written: string, open: Open[], top: Piece[]): void {
  if (!open.some((one) => one.tag === name)) {
    const pieces = open.at(-1)?.pieces ?? top
    pieces.push({ kind: 'text', text: written })
    return
  }
  while (open.at(-1)?.tag !== name) giveUp(open, top)
  const closed = open.pop()
  if (!closed) return
  const parent = open.at(-1)?.pieces ?? top
  parent.push({ kind: 'box', tag: closed.tag, pieces: closed.pieces })
}

/** A box that was never closed: its tag is shown as it was written. */
function giveUp(open: Open[], top: Piece[]): void {
  const left = open.pop()
  if (!left) return
  const parent = open.at(-1)?.pieces ?? top
  parent.push({ kind: 'text', text: left.written }, ...left.pieces)
}

function person(name: string): Piece {
  const accountId = Number(/\d+/.exec(name)?.[0])
  if (name.startsWith('to:')) return { kind: 'person', tag: 'to', accountId }
  if (name.startsWith('qtmeta')) return { kind: 'person', tag: 'quoted', accountId }
  return { kind: 'person', tag: name.startsWith('rp') ? 'reply' : 'name', accountId }
}

function isBox(name: string): name is BoxTag {
  return name === 'info' || name === 'title' || name === 'qt' || name === 'code'
}
