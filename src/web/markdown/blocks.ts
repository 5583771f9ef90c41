import { type Inline, parseInline } from './inline.ts'

/** A piece of a text, from edge to edge. */
export type Block =
  | { kind: 'heading'; level: 1 | 2 | 3; content: Inline[] }
  | { kind: 'paragraph'; content: Inline[] }
  /** `first`: the number of the first item; null when they are not numbered. */
  | { kind: 'list'; first: number | null; items: Inline[][] }
  | { kind: 'rule' }

const HEADING = /^(#{1,3})\s+(.+)$/
const RULE = /^\s*(?:-{3,}|\*{3,}|_{3,})\s*$/
const ITEM = /^\s{0,3}(?:[-*+]|(\d{1,4})[.)])\s+(.*)$/

/** What is being read: lines that belong together until something else begins. */
type Open = { kind: 'paragraph'; lines: string[] } | { kind: 'list'; first: number | null; items: string[][] }

/**
 * The Markdown that shops write: headings (`#` to `###`), paragraphs, bulleted and numbered lists of one level, `---`, and
 * what `parseInline` reads. The end of a line is one on the page too, as people who do not know Markdown expect. There is
 * no HTML in it: tags are text.
 */
export function parseMarkdown(text: string): Block[] {
  const blocks: Block[] = []
  let open: Open | null = null
  const close = () => {
    if (open?.kind === 'paragraph') blocks.push({ kind: 'paragraph', content: parseInline(open.lines.join('\n')) })
    if (open?.kind === 'list') blocks.push({ ...open, items: open.items.map((lines) => parseInline(lines.join('\n'))) })
    open = null
  }
  for (const line of text.replace(/\r\n?/g, '\n').split('\n')) {
    const heading = HEADING.exec(line)
    const item = ITEM.exec(line)
    if (line.trim() === '') close()
    else if (RULE.test(line)) {
      close()
      blocks.push({ kind: 'rule' })
    } else if (heading) {
      close()
      const level = (heading[1]?.length ?? 1) as 1 | 2 | 3
      blocks.push({ kind: 'heading', level, content: parseInline(heading[2]?.trim() ?? '') })
    } else if (item) {
      const first = item[1] === undefined ? null : Number(item[1])
      const goesOn: boolean = open?.kind === 'list' && (open.first === null) === (first === null)
      if (!goesOn) close()
      open = addItem(open, first, item[2] ?? '')
    } else open = addLine(open, line.trim())
  }
  close()
  return blocks
}

function addItem(open: Open | null, first: number | null, line: string): Open {
  if (open?.kind !== 'list') return { kind: 'list', first, items: [[line]] }
  open.items.push([line])
  return open
}

function addLine(open: Open | null, line: string): Open {
  if (open === null) return { kind: 'paragraph', lines: [line] }
  if (open.kind === 'paragraph') open.lines.push(line)
  else open.items.at(-1)?.push(line)
  return open
}
