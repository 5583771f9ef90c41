import type { ReactNode } from 'react'
import { type Block, parseMarkdown } from './blocks.ts'
import type { Inline } from './inline.ts'

/**
 * A text of the shop, in Markdown, as React nodes: on the public pages and in the admin's preview alike. Nothing of it
 * reaches the page as HTML. Headings begin at `h2`, below the page's own.
 */
export function Markdown({ text }: { text: string }): ReactNode {
  return <div className="markdown">{parseMarkdown(text).map(block)}</div>
}

function block(part: Block, key: number): ReactNode {
  switch (part.kind) {
    case 'heading': {
      const Heading = (['h2', 'h3', 'h4'] as const)[part.level - 1] ?? 'h4'
      return <Heading key={key}>{part.content.map(inline)}</Heading>
    }
    case 'paragraph':
      return <p key={key}>{part.content.map(inline)}</p>
    case 'list': {
      // The order of a parsed text never changes, so places do as keys.
      // biome-ignore lint/suspicious/noArrayIndexKey: see above
      const items = part.items.map((item, place) => <li key={place}>{item.map(inline)}</li>)
      return part.first === null ? (
        <ul key={key}>{items}</ul>
      ) : (
        <ol key={key} start={part.first}>
          {items}
        </ol>
      )
    }
    case 'rule':
      return <hr key={key} />
  }
}

function inline(part: Inline, key: number): ReactNode {
  switch (part.kind) {
    case 'text':
      return part.text
    case 'break':
      return <br key={key} />
    case 'strong':
      return <strong key={key}>{part.content.map(inline)}</strong>
    case 'emphasis':
      return <em key={key}>{part.content.map(inline)}</em>
    case 'link':
      // In a new tab: what was typed into the form beside it stays.
      return (
        <a key={key} href={part.href} target="_blank" rel="noopener noreferrer">
          {part.content.map(inline)}
        </a>
      )
    case 'image':
      return <img key={key} src={part.src} alt={part.alt} loading="lazy" />
  }
}
