import { z } from 'zod'
import type { SettingsDefinition } from '../platform/settings.ts'

function isTimeZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat('ja-JP', { timeZone: name })
    return true
  } catch {
    return false
  }
}

const webAddress = z
  .string()
  .trim()
  .refine((address) => address === '' || z.url({ protocol: /^https?$/ }).safeParse(address).success, {
    error: 'https:// から始まるURLを入力してください',
  })

const siteSchema = z.object({
  shopName: z
    .string()
    .trim()
    .min(1, 'ショップ名を入力してください')
    .max(100, 'ショップ名は100文字以内で入力してください'),
  /** IANA name; decides on which day a charge is due. */
  timeZone: z.string().refine(isTimeZone, 'タイムゾーンを一覧から選んでください'),
  /** Where customers write to, shown on pages and in letters; '' when not set. */
  contactEmail: z
    .string()
    .trim()
    .refine((address) => address === '' || z.email().safeParse(address).success, {
      error: 'メールアドレスの形式が正しくありません',
    }),
  /** The page of 特定商取引法に基づく表記; '' when there is none. */
  legalUrl: webAddress.optional(),
  /** The page of the プライバシーポリシー; '' when there is none. */
  privacyUrl: webAddress.optional(),
})

export type SiteSettings = z.output<typeof siteSchema>

/** 設定 → サイト: the shop's own facts. Safe to import in the browser. */
export const siteDefinition: SettingsDefinition<SiteSettings> = {
  name: 'site',
  schema: siteSchema,
  defaults: { shopName: 'オンラインショップ', timeZone: 'Asia/Tokyo', contactEmail: '', legalUrl: '', privacyUrl: '' },
  secrets: [],
}
