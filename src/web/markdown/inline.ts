import { safeAddress } from './address.ts'

/** What stands within a line of text. Addresses are safe to link to. */
export type Inline =
  | { kind: 'text'; text: string }
  | { kind: 'break' }
  | { kind: 'strong' | 'emphasis'; content: Inline[] }
  | { kind: 'link'; href: string; content: Inline[] }
  | { kind: 'image'; src: string; alt: string }

/** `\*`, `![alt](address)` or `[text](address)`, a bare address, `**`, `*`, the end of a line. Bounded: no input is slow. */
const TOKEN =
  /\\([\\*[\]()!#.+-])|(!?)\[([^[\]\n]{0,300})\]\(([^\s()<>]{1,2000})\)|https?:\/\/[\w!#$%&'*+,./:;=?@~-]{1,2000}|\*\*|\*|\n/g
/** What ends a sentence is not part of the address before it. */
const TRAILING = /[*.,:;!?']+$/

type Mark = '**' | '*'
interface Frame {
  mark: Mark | null
  content: Inline[]
}

/** Reads bold, italic, links, images and line breaks; everything else is text as typed. */
export function parseInline(text: string): Inline[] {
  const frames: Frame[] = [{ mark: null, content: [] }]
  let end = 0
  TOKEN.lastIndex = 0
  for (let token = TOKEN.exec(text); token !== null; token = TOKEN.exec(text)) {
    const [whole, escaped, bang, label, address] = token
    say(frames, text.slice(end, token.index))
    end = token.index + whole.length
    if (escaped !== undefined) say(frames, escaped)
    else if (address !== undefined) add(frames, linkOrImage(whole, bang === '!', label ?? '', address))
    else if (whole === '\n') add(frames, { kind: 'break' })
    else if (whole === '**' || whole === '*') mark(frames, whole, text.at(token.index - 1) ?? '', text.at(end) ?? '')
    else {
      const href = whole.replace(TRAILING, '')
      end = token.index + href.length
      add(frames, { kind: 'link', href, content: [{ kind: 'text', text: href }] })
    }
    TOKEN.lastIndex = end
  }
  say(frames, text.slice(end))
  while (frames.length > 1) leaveOpen(frames)
  return frames[0]?.content ?? []
}

/** A link's own text has no links in it: its brackets would have ended it. */
function linkOrImage(typed: string, isImage: boolean, label: string, address: string): Inline {
  const href = safeAddress(address, isImage ? ['https:'] : ['https:', 'http:', 'mailto:'])
  if (href === null) return { kind: 'text', text: typed }
  if (isImage) return { kind: 'image', src: href, alt: label }
  return { kind: 'link', href, content: label === '' ? [{ kind: 'text', text: address }] : withoutLinks(label) }
}

/** A bare address within a link's text stays text: links do not stand in links. */
function withoutLinks(label: string): Inline[] {
  return parseInline(label).flatMap((part) => (part.kind === 'link' ? part.content : [part]))
}

/** Opens bold or italic, closes it, or is a plain star. */
function mark(frames: Frame[], which: Mark, before: string, after: string): void {
  const opened = frames.findLastIndex((frame) => frame.mark === which)
  const isBlank = (character: string) => character === '' || /\s/.test(character)
  if (opened > 0 && !isBlank(before)) {
    while (frames.length - 1 > opened) leaveOpen(frames)
    const { content } = frames.pop() as Frame
    if (content.length === 0) say(frames, which + which)
    else add(frames, { kind: which === '**' ? 'strong' : 'emphasis', content })
  } else if (opened < 0 && !isBlank(after)) frames.push({ mark: which, content: [] })
  else say(frames, which)
}

/** The innermost mark was never closed: it is text, and what follows it belongs to what surrounds it. */
function leaveOpen(frames: Frame[]): void {
  const { mark: typed, content } = frames.pop() as Frame
  say(frames, typed ?? '')
  for (const part of content) add(frames, part)
}

function add(frames: Frame[], part: Inline): void {
  frames.at(-1)?.content.push(part)
}

function say(frames: Frame[], text: string): void {
  if (text !== '') add(frames, { kind: 'text', text })
}
