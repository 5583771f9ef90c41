import { oneLine } from '../../platform/plain-text.ts'
import { fillTemplate, isSilent, type Values } from '../../platform/template.ts'
import type { Shop } from '../../site/index.ts'
import type { CustomerLetterWish } from '../wishes.ts'
import { definitionOf } from './catalogue.ts'
import { type Addressee, commonPlaceholders } from './common.ts'
import type { LetterText, OwnPlaceholder } from './definition.ts'

/** The letter that `words` make of a wish. Where they leave nothing at all, the initial words stand in. Pure. */
export function wordLetter(words: LetterText, to: Addressee, wish: CustomerLetterWish, shop: Shop): LetterText {
  const values = valuesOf(to, wish, shop)
  const { initial } = definitionOf(wish.kind)
  return {
    subject: subjectOf(words.subject, values) || subjectOf(initial.subject, values),
    body: `${bodyOf(words.body, values) || bodyOf(initial.body, values)}\n`,
  }
}

/** What stands for each placeholder: data, whoever typed it, so that a name can neither break a header nor pretend to be a line. */
function valuesOf(to: Addressee, wish: CustomerLetterWish, shop: Shop): Values {
  const common = Object.entries(commonPlaceholders).map(([name, { value }]) => [name, oneLine(value(to, shop))])
  const own = Object.entries(definitionOf(wish.kind).placeholders).map(([name, placeholder]) => [
    name,
    asData(placeholder, wish, shop),
  ])
  return Object.fromEntries([...common, ...own])
}

function asData(placeholder: OwnPlaceholder<CustomerLetterWish>, wish: CustomerLetterWish, shop: Shop): string {
  const value = placeholder.value(wish, shop)
  return placeholder.lines
    ? value
        .trim()
        .split(/\r\n?|\n/)
        .map(oneLine)
        .join('\n')
    : oneLine(value)
}

/** A subject is one line, whatever its values are. */
function subjectOf(template: string, values: Values): string {
  return fillTemplate(template, values).replace(/\s+/g, ' ')
}

/** A paragraph all of whose placeholders have nothing to say is left out whole, with what is said around them. */
function bodyOf(template: string, values: Values): string {
  const paragraphs = template.split(/\n{2,}/).filter((paragraph) => !isSilent(paragraph, values))
  return fillTemplate(paragraphs.join('\n\n'), values)
}
