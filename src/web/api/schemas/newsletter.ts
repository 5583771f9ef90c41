import { z } from 'zod'
import { emailSchema } from '../../../customers/schema.ts'
import { formEntry } from '../../../integrations/netshonin/settings.ts'

/** The longest page that is read, in characters; a registration form has a few thousand. */
const LONGEST_HTML = 250_000

/** POST /integrations/netshonin/form: the HTML of a registration form, the address of its page, or both. */
export const registrationFormInput = z
  .object({
    html: z.string().max(LONGEST_HTML, 'HTMLが長すぎます').optional(),
    url: z.string().trim().max(2_000, 'URLが長すぎます').optional(),
  })
  .refine(({ html = '', url = '' }) => html.trim() !== '' || url !== '', {
    path: ['url'],
    error: '登録フォームのページのURLを入力するか、HTMLを貼り付けてください',
  })
  .refine(({ url = '' }) => url === '' || /^https?:\/\/[^\s/]+/i.test(url), {
    path: ['url'],
    error: '「https://」で始まるURLを入力してください',
  })
export type RegistrationFormInput = z.infer<typeof registrationFormInput>

/** What was understood of a form: settings ready to be saved, and remarks for staff. Nothing has been saved. */
export const registrationFormReading = z
  .object({
    settings: z.object({
      /** '' when it cannot be told. */
      formUrl: z.string(),
      /** The page to open before each registration; '' when it need not be. */
      pageUrl: z.string(),
      method: z.enum(['post', 'get']),
      enctype: z.enum(['urlencoded', 'multipart']),
      charset: z.enum(['utf-8', 'euc-jp', 'shift_jis', 'iso-2022-jp']),
      entries: z.array(formEntry),
    }),
    /** How many forms the page has. */
    forms: z.number().int(),
    /** The field of the list's id, with the id that the page has and those that it offers. */
    plan: z.object({ name: z.string(), value: z.string(), options: formEntry.shape.options }).nullable(),
    notes: z.array(z.string()),
  })
  .meta({ id: 'RegistrationFormReading' })
export type RegistrationFormReading = z.infer<typeof registrationFormReading>

/** POST /integrations/netshonin/test: registers this person for real, with the stored settings. */
export const testRegistrationInput = z.object({
  familyName: z.string().trim().min(1, '姓を入力してください').max(50, '姓は50文字以内で入力してください'),
  givenName: z.string().trim().min(1, '名を入力してください').max(50, '名は50文字以内で入力してください'),
  email: emailSchema,
  planId: z
    .string()
    .transform((typed) => typed.normalize('NFKC').trim())
    .refine((id) => id !== '', { error: 'プランIDを入力してください' }),
})
export type TestRegistrationInput = z.infer<typeof testRegistrationInput>

export const pageMeanings = ['registered', 'already', 'provisional', 'rejected', 'unclear'] as const

/** How a test registration ended. A test that failed is still a 200. */
export const testRegistrationResult = z
  .object({
    /** Whether a real registration that ended like this would count as done. */
    ok: z.boolean(),
    /** What the result page says; null when no page was reached. */
    meaning: z.enum(pageMeanings).nullable(),
    /** For staff. */
    message: z.string(),
    /** What a visitor would have seen. */
    text: z.string(),
  })
  .meta({ id: 'TestRegistrationResult' })
export type TestRegistrationResult = z.infer<typeof testRegistrationResult>
