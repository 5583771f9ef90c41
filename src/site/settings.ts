import { z } from 'zod'
import type { SettingsDefinition } from '../platform/settings.ts'
import { dayIn } from './calendar.ts'

function isTimeZone(name: string): boolean {
  try {
    dayIn(name, new Date(0))
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
  /** 適格請求書発行事業者の登録番号, `T` and 13 digits; '' for a shop that has none. */
  invoiceNumber: z
    .string()
    .transform((typed) => typed.normalize('NFKC').replace(/[\s-]/g, '').toUpperCase())
    .refine((number) => number === '' || /^T\d{13}$/.test(number), {
      error: '登録番号は「T」と13桁の数字で入力してください',
    })
    .default(''),
  /** The rate of consumption tax within the prices, in percent. */
  taxPercent: z.enum(['10', '8', '0'], '税率を選んでください').default('10'),
  /** Who issues receipts, where that is not the shop's name: the company, and under it the address. One line each. */
  receiptIssuer: z.string().trim().max(300, '発行者は300文字以内で入力してください').default(''),
})

export type SiteSettings = z.output<typeof siteSchema>

/** 設定 → サイト: the shop's own facts. Safe to import in the browser. */
export const siteDefinition: SettingsDefinition<SiteSettings> = {
  name: 'site',
  schema: siteSchema,
  defaults: {
    shopName: 'オンラインショップ',
    timeZone: 'Asia/Tokyo',
    contactEmail: '',
    legalUrl: '',
    privacyUrl: '',
    invoiceNumber: '',
    taxPercent: '10',
    receiptIssuer: '',
  },
  secrets: [],
}
