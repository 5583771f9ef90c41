/** Something that can be put into a template, in the order of the list that staff choose from. */
export interface Placeholder {
  name: string
  meaning: string
}

/** What stands for each placeholder, by its name; '' where there is nothing to say. */
export type Values = Readonly<Record<string, string>>

const PLACEHOLDER = /\{\{([^{}\n]*)\}\}/g

/** A template as it is kept: braces that a Japanese keyboard made wide open a placeholder too. */
export function asTemplate(typed: string): string {
  return typed
    .replaceAll('｛｛', '{{')
    .replaceAll('｝｝', '}}')
    .replace(/\r\n?/g, '\n')
    .replace(/[^\S\n]+$/gm, '')
    .trim()
}

/** The names that a template puts in, each once. */
export function namesIn(template: string): Set<string> {
  return new Set([...template.matchAll(PLACEHOLDER)].map(([, typed = '']) => typed.trim()))
}

/** What is wrong with a template, in sentences for staff. */
export function templateFaults(template: string, placeholders: readonly Placeholder[]): string[] {
  const known = new Set(placeholders.map(({ name }) => name))
  const unknown = [...template.matchAll(PLACEHOLDER)]
    .filter(([, typed = '']) => !known.has(typed.trim()))
    .map(([whole]) => `「${whole}」という項目はありません。一覧から選んで差し込んでください。`)
  const rest = template.replace(PLACEHOLDER, '')
  const open = /\{\{|\}\}/.test(rest) ? ['「{{」と「}}」が組になっていないところがあります。'] : []
  return [...new Set(unknown), ...open]
}

/** Whether a piece of a template has placeholders, and all of them have nothing to say. */
export function isSilent(piece: string, values: Values): boolean {
  const names = [...namesIn(piece)]
  return names.length > 0 && names.every((name) => values[name] === '')
}

/**
 * The text of a template. A line all of whose placeholders have nothing to say is left out, and what it leaves are no
 * double blank lines. Values are data: what looks like a placeholder in them stays as it is. An unknown name stands as typed.
 */
export function fillTemplate(template: string, values: Values): string {
  return template
    .split('\n')
    .filter((line) => !isSilent(line, values))
    .map((line) => line.replace(PLACEHOLDER, (whole, typed: string) => valueAt(typed, values) ?? whole))
    .join('\n')
    .replace(/\n{3,}/g, '\n\n')
    .trim()
}

/** Names of JavaScript's own objects are no placeholders. */
function valueAt(typed: string, values: Values): string | undefined {
  const name = typed.trim()
  return Object.hasOwn(values, name) ? values[name] : undefined
}
