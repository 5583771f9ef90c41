import { fillTemplate } from '../../platform/template.ts'

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

/** What stands for each placeholder; '' where an application has nothing to say. */
export type TicketValues = Readonly<Record<(typeof placeholders)[number]['name'], string>>

const WIDE: Record<string, string> = { '{': '｛', '}': '｝', '<': '＜', '>': '＞' }

/**
 * Zendesk replaces `{{placeholders}}` and runs `{% liquid %}` in what agents write, and strips what looks like HTML; the
 * wide forms of these characters mean nothing to it.
 */
export function harmless(text: string): string {
  return text.replace(/[{}<>]/g, (character) => WIDE[character] ?? '')
}

/** The text of a ticket's template. Nothing in the result means anything to Zendesk, whoever wrote it. */
export function fillTicket(template: string, values: TicketValues): string {
  return harmless(fillTemplate(template, values))
}
