import type { Placeholder } from '../../platform/template.ts'
import type { Shop } from '../../site/index.ts'
import type { CustomerLetterKind } from '../wishes.ts'
import { definitionOf } from './catalogue.ts'
import { memberPageOf } from './facts.ts'

/** Whom a letter goes to. `id` is null where the application made no customer. */
export interface Addressee {
  id: string | null
  familyName: string
  givenName: string
  email: string
}

interface CommonPlaceholder {
  meaning: string
  value: (to: Addressee, shop: Shop) => string
}

/** What every letter can put in. */
export const commonPlaceholders: Readonly<Record<string, CommonPlaceholder>> = {
  お名前: { meaning: 'お客様の姓と名', value: ({ familyName, givenName }) => `${familyName} ${givenName}` },
  姓: { meaning: 'お客様の姓', value: ({ familyName }) => familyName },
  名: { meaning: 'お客様の名', value: ({ givenName }) => givenName },
  メールアドレス: { meaning: 'このメールの宛先', value: ({ email }) => email },
  ショップ名: { meaning: '設定 → サイト のショップ名', value: (_to, shop) => shop.shopName },
  お問い合わせ先: {
    meaning: '設定 → サイト のお問い合わせ先のメールアドレス',
    value: (_to, shop) => shop.contactEmail || 'このメールにご返信ください',
  },
  会員ページのURL: { meaning: 'お客様がログインするページ', value: (_to, shop) => memberPageOf(shop) },
  特定商取引法に基づく表記のURL: {
    meaning: '設定 → サイト で入力した場合だけにあります',
    value: (_to, shop) => shop.legalUrl,
  },
}

/** What a kind's words can put in, in the order of the list that staff choose from; `needed` in every body. */
export function placeholdersOf(kind: CustomerLetterKind): (Placeholder & { needed: boolean })[] {
  const own = Object.entries(definitionOf(kind).placeholders)
  const common = Object.entries(commonPlaceholders)
  return [
    ...own.map(([name, { meaning, needed = false }]) => ({ name, meaning, needed })),
    ...common.map(([name, { meaning }]) => ({ name, meaning, needed: false })),
  ]
}
