import fc from 'fast-check'
import { parseFragment } from 'parse5'
import { renderToStaticMarkup } from 'react-dom/server'
import { describe, expect, it } from 'vitest'
import { Markdown } from './markdown.tsx'

const html = (text: string) =>
  /^<div class="markdown">(.*)<\/div>$/s.exec(renderToStaticMarkup(<Markdown text={text} />))?.[1]

describe('what shops write', () => {
  it.each([
    ['# 見出し\n## 小見出し\n### さらに', '<h2>見出し</h2><h3>小見出し</h3><h4>さらに</h4>'],
    ['1行目\n2行目\n\n次の段落', '<p>1行目<br/>2行目</p><p>次の段落</p>'],
    [
      '- 一\n- 二\n  続き\n\n1. 壱\n2. 弐',
      '<ul><li>一</li><li>二<br/>続き</li></ul><ol start="1"><li>壱</li><li>弐</li></ol>',
    ],
    ['本文\n- 一\n1. 壱', '<p>本文</p><ul><li>一</li></ul><ol start="1"><li>壱</li></ol>'],
    ['前\n\n---\n\n後', '<p>前</p><hr/><p>後</p>'],
    [
      '**太字**と*斜体*と**中の*重ね*て**',
      '<p><strong>太字</strong>と<em>斜体</em>と<strong>中の<em>重ね</em>て</strong></p>',
    ],
    ['3 * 4 = 12、**未完', '<p>3 * 4 = 12、**未完</p>'],
    ['\\*そのまま\\* #番号', '<p>*そのまま* #番号</p>'],
    ['・昔ながらの\n・箇条書き', '<p>・昔ながらの<br/>・箇条書き</p>'],
    ['', ''],
  ])('%j', (text, expected) => {
    expect(html(text)).toBe(expected)
  })

  it.each([
    ['[公式](https://example.jp/a?b=1&c)', 'https://example.jp/a?b=1&amp;c', '公式'],
    ['[**お問い合わせ**](mailto:help@shop.example)', 'mailto:help@shop.example', '<strong>お問い合わせ</strong>'],
    ['詳しくは https://example.jp/x.', 'https://example.jp/x', 'https://example.jp/x'],
    ['[https://a.example を見る](https://b.example/)', 'https://b.example/', 'https://a.example を見る'],
  ])('links %s in a new tab', (text, href, label) => {
    expect(html(text)).toContain(`<a href="${href}" target="_blank" rel="noopener noreferrer">${label}</a>`)
  })

  it('shows pictures that come over https', () => {
    expect(html('![教室](https://example.jp/room.jpg)')).toBe(
      '<p><img src="https://example.jp/room.jpg" alt="教室" loading="lazy"/></p>',
    )
  })
})

describe('hostile input', () => {
  it.each([
    '<script>alert(1)</script>',
    '[x](javascript:alert(1))',
    '[x](JaVaScRiPt:alert)',
    '[x](data:text/html,y)',
    '[x](//evil.example)',
    '[x](/admin)',
    '![x](http://example.jp/a.png)',
    '![x](javascript:alert)',
    '[x](https://a.example/"onmouseover="alert)',
  ])('%s makes no tag, no script and no odd address', (text) => {
    expect(html(text)).not.toMatch(/<script|<img|href="(?!https:\/\/a\.example\/%22onmouseover=%22alert")/)
  })

  it('never makes anything but its own tags and safe addresses', () => {
    const parts = fc.constantFrom(
      ...['[', ']', '(', ')', '!', '*', '**', '\\', '\n', '# ', '- ', '1. ', '---', ' ', 'あ', '<b onclick=x>', '"'],
      ...['javascript:', 'https://a.example', 'mailto:a@b.example', 'data:', '&lt;', '\u0000', '\u202e'],
    )
    const typed = fc.array(parts, { maxLength: 60 }).map((all) => all.join(''))
    const tags = ['div', 'h2', 'h3', 'h4', 'p', 'ul', 'ol', 'li', 'hr', 'br', 'strong', 'em', 'a', 'img']
    fc.assert(
      fc.property(typed, (text) => {
        for (const { tag, attrs } of elementsOf(renderToStaticMarkup(<Markdown text={text} />))) {
          expect(tags).toContain(tag)
          for (const { name, value } of attrs) {
            expect(['class', 'href', 'target', 'rel', 'src', 'alt', 'loading', 'start']).toContain(name)
            if (name === 'href') expect(value).toMatch(/^(https?:\/\/|mailto:)/)
            if (name === 'src') expect(value).toMatch(/^https:\/\//)
          }
        }
      }),
    )
  })

  it.each(['*', '**a ', '[', '![', '[a](', '\\', '# ', '- ', 'https://', '*a**b'])(
    'is read as fast when it is 20,000 characters of %j',
    (part) => {
      const text = part.repeat(20_000 / part.length)
      const began = performance.now()
      html(text)
      // A tenth of it is usual; what grows with the square takes many seconds.
      expect(performance.now() - began).toBeLessThan(1_000)
    },
  )
})

interface Found {
  tag: string
  attrs: { name: string; value: string }[]
}

function elementsOf(markup: string): Found[] {
  const found: Found[] = []
  const walk = (node: object) => {
    if ('tagName' in node && 'attrs' in node)
      found.push({ tag: String(node.tagName), attrs: node.attrs as Found['attrs'] })
    if ('childNodes' in node) for (const child of node.childNodes as object[]) walk(child)
  }
  walk(parseFragment(markup))
  return found
}
