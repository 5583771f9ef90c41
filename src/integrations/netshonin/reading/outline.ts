import { type Token, Tokenizer, TokenizerMode } from 'parse5'

/** An element of a page. Text stands among the children as strings. */
export interface Element {
  name: string
  attributes: ReadonlyMap<string, string>
  children: (Element | string)[]
  parent: Element | null
  /** The form that a browser would send this control with, wherever it stands in the tree. */
  form: Element | null
}

/** Browsers flatten what is nested deeper; it also bounds the work for each tag. */
const DEEPEST = 512

const VOID = new Set(
  'area base basefont bgsound br col embed frame hr img input keygen link meta param source track wbr'.split(' '),
)
const RAW = new Set(['style', 'xmp', 'iframe', 'noembed', 'noframes'])
const BLOCKS = new Set(
  'address article aside blockquote center details dialog dir div dl dt dd fieldset figure footer form h1 h2 h3 h4 h5 h6 header hr li main menu nav ol p pre section table ul'.split(
    ' ',
  ),
)

/** What a start tag closes without saying so: the nearest of `ends`, unless one of `within` stands between. */
const IMPLIED: Readonly<Record<string, { ends: readonly string[]; within: readonly string[] }>> = {
  li: { ends: ['li'], within: ['ul', 'ol', 'menu', 'td', 'th', 'table'] },
  dt: { ends: ['dt', 'dd'], within: ['dl', 'td', 'th', 'table'] },
  dd: { ends: ['dt', 'dd'], within: ['dl', 'td', 'th', 'table'] },
  option: { ends: ['option'], within: ['select'] },
  optgroup: { ends: ['optgroup', 'option'], within: ['select'] },
  td: { ends: ['td', 'th'], within: ['tr', 'table'] },
  th: { ends: ['td', 'th'], within: ['tr', 'table'] },
  tr: { ends: ['tr'], within: ['table'] },
  tbody: { ends: ['tbody', 'thead', 'tfoot'], within: ['table'] },
  thead: { ends: ['tbody', 'thead', 'tfoot'], within: ['table'] },
  tfoot: { ends: ['tbody', 'thead', 'tfoot'], within: ['table'] },
  button: { ends: ['button'], within: [] },
}
const CLOSES_SELECT = new Set(['input', 'textarea', 'select', 'button'])

/**
 * Reads HTML into a tree, in a time that grows with its length alone. Not parse5's own tree: that one does not tell which
 * form a control belongs to where old pages put `<form>` between `<table>` and `<tr>`, and 256 kB of hostile tags can keep
 * a full tree builder busy for seconds. Tags that were never closed end where a browser would end them, as far as labels
 * and controls are concerned.
 */
export function outline(html: string): Element {
  const builder = new OutlineBuilder()
  const tokenizer = new Tokenizer(
    {},
    {
      onStartTag: (token) => {
        builder.open(token)
        tokenizer.state = modeWithin(token.tagName) ?? tokenizer.state
      },
      onEndTag: (token) => builder.close(token.tagName),
      onCharacter: (token) => builder.text(token.chars),
      onWhitespaceCharacter: (token) => builder.text(token.chars),
      onNullCharacter: () => {},
      onComment: () => {},
      onDoctype: () => {},
      onEof: () => {},
    },
  )
  tokenizer.write(html, true)
  return builder.root
}

function modeWithin(name: string) {
  if (name === 'script') return TokenizerMode.SCRIPT_DATA
  if (name === 'textarea' || name === 'title') return TokenizerMode.RCDATA
  if (name === 'plaintext') return TokenizerMode.PLAINTEXT
  return RAW.has(name) ? TokenizerMode.RAWTEXT : null
}

class OutlineBuilder {
  readonly root: Element = { name: '#page', attributes: new Map(), children: [], parent: null, form: null }
  private readonly stack: Element[] = [this.root]
  /** Open elements beyond the deepest level, which were not pushed. */
  private beyond = 0
  /** The form that is open, which ends at its end tag and nowhere else. */
  private form: Element | null = null

  open({ tagName: name, attrs }: Token.TagToken): void {
    // As in browsers: a form inside a form is not there.
    if (name === 'form' && this.form !== null) return
    this.closeImplied(name)
    const parent = this.stack.at(-1) ?? this.root
    const attributes = new Map(attrs.map((attribute) => [attribute.name, attribute.value]))
    const element: Element = { name, attributes, children: [], parent, form: this.form }
    parent.children.push(element)
    if (name === 'form') this.form = element
    if (VOID.has(name)) return
    if (this.stack.length < DEEPEST) this.stack.push(element)
    else this.beyond++
  }

  close(name: string): void {
    if (name === 'form') this.form = null
    if (name === 'html' || name === 'body') return
    if (this.beyond > 0) {
      this.beyond--
      return
    }
    const tabular = name === 'table' || name in IMPLIED
    const within = tabular ? (name === 'table' ? [] : ['table']) : ['td', 'th', 'caption']
    if (name === 'form') this.take(name)
    else this.pop([name], within)
  }

  text(characters: string): void {
    this.stack.at(-1)?.children.push(characters)
  }

  private closeImplied(name: string): void {
    if (this.beyond > 0) return
    const implied = IMPLIED[name]
    if (implied) this.pop(implied.ends, implied.within)
    if (BLOCKS.has(name)) this.pop(['p'], ['td', 'th', 'caption', 'table', 'button'])
    if (CLOSES_SELECT.has(name)) this.pop(['select'], [])
  }

  /** Ends the innermost open element of these names and all inside it. */
  private pop(names: readonly string[], within: readonly string[]): void {
    for (let index = this.stack.length - 1; index > 0; index--) {
      const { name } = this.stack[index] ?? this.root
      if (names.includes(name)) {
        this.stack.length = index
        return
      }
      if (within.includes(name)) return
    }
  }

  /** Ends a form; what was opened inside it and not closed goes on. */
  private take(name: string): void {
    const index = this.stack.findLastIndex((element) => element.name === name)
    if (index > 0) this.stack.splice(index, 1)
  }
}

/** Every element of a tree in the order of the page, without those inside `skip`. */
export function* elements(root: Element, skip: (element: Element) => boolean = () => false): Generator<Element> {
  // A stack of our own: generators inside generators would cost the depth of the tree for each element.
  const waiting: (Element | string)[] = root.children.toReversed()
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    if (typeof next === 'string' || skip(next)) continue
    yield next
    for (let index = next.children.length - 1; index >= 0; index--) waiting.push(next.children[index] ?? '')
  }
}

/** Text with single spaces. */
export function tidy(text: string): string {
  return text.replace(/\s+/g, ' ').trim()
}
