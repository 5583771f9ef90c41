/** What can be put into a ticket's 件名 and 本文, in the order of the list that staff choose from. */
export const placeholders = [
  { name: '申込番号', meaning: 'A-7K2MQX9P のような番号' },
  { name: 'お名前', meaning: '姓と名' },
  { name: '姓', meaning: 'お客様の姓' },
  { name: '名', meaning: 'お客様の名' },
  { name: 'メールアドレス', meaning: 'お客様のメールアドレス' },
  { name: 'お客様の区分', meaning: '新規または既存' },
  { name: '商品', meaning: '商品の名前' },
  { name: '金額', meaning: '月額の商品では「月額」が付きます' },
  { name: '支払方法', meaning: 'クレジットカードまたは銀行振込' },
  { name: '種別', meaning: '通常またはワンタイムオファー' },
  { name: '日時', meaning: '申し込みが完了した日時' },
  { name: 'ご回答', meaning: '商品の質問への回答(1行に1つずつ)' },
  { name: '契約番号', meaning: '月額の商品だけにあります' },
  { name: 'ショップ名', meaning: 'このショップの名前' },
  { name: '管理画面のURL', meaning: 'この申し込みの画面(スタッフ用)' },
] as const

export type PlaceholderName = (typeof placeholders)[number]['name']

/** What stands for each placeholder; '' where an application has nothing to say. */
export type Values = Readonly<Record<PlaceholderName, string>>

const PLACEHOLDER = /\{\{([^{}\n]*)\}\}/g

const WIDE: Record<string, string> = { '{': '｛', '}': '｝', '<': '＜', '>': '＞' }

/**
 * Zendesk replaces `{{placeholders}}` and runs `{% liquid %}` in what agents write, and strips what looks like HTML; the
 * wide forms of these characters mean nothing to it.
 */
export function harmless(text: string): string {
  return text.replace(/[{}<>]/g, (character) => WIDE[character] ?? '')
}

/** A template as it is kept: braces that a Japanese keyboard made wide open a placeholder too. */
export function asTemplate(typed: string): string {
  return typed
    .replaceAll('｛｛', '{{')
    .replaceAll('｝｝', '}}')
    .replace(/\r\n?/g, '\n')
    .replace(/[^\S\n]+$/gm, '')
    .trim()
}

/** What is wrong with a template, in sentences for staff. */
export function templateFaults(template: string): string[] {
  const unknown = [...template.matchAll(PLACEHOLDER)]
    .filter(([, typed = '']) => !isName(typed.trim()))
    .map(([whole]) => `「${whole}」という項目はありません。一覧から選んで差し込んでください。`)
  const rest = template.replace(PLACEHOLDER, '')
  const open = /\{\{|\}\}/.test(rest) ? ['「{{」と「}}」が組になっていないところがあります。'] : []
  return [...new Set(unknown), ...open]
}

/**
 * The text of a template. A line all of whose placeholders have nothing to say is left out, and what it leaves are no
 * double blank lines. Nothing in the result means anything to Zendesk, whoever wrote it; an unknown name stands as typed.
 */
export function fillTemplate(template: string, values: Values): string {
  return template
    .split('\n')
    .flatMap((line) => fillLine(line, values))
    .join('\n')
    .replace(/\n{3,}/g, '\n\n')
    .trim()
}

function fillLine(line: string, values: Values): string[] {
  let said = false
  let silent = false
  const filled = line.split(PLACEHOLDER).map((part, index) => {
    // Every second part is a name: `split` keeps what the pattern captured.
    if (index % 2 === 0) return harmless(part)
    const name = part.trim()
    const value = isName(name) ? values[name] : `{{${part}}}`
    if (value === '') silent = true
    else said = true
    return harmless(value)
  })
  return silent && !said ? [] : [filled.join('')]
}

function isName(name: string): name is PlaceholderName {
  return placeholders.some((placeholder) => placeholder.name === name)
}
