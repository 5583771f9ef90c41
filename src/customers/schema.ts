import { z } from 'zod'

/** The longest name kept, in characters as people count them. */
const LONGEST_NAME = 50
/** RFC 5321 §4.5.3.1: the longest address a mail server must take. */
const LONGEST_EMAIL = 254

/**
 * Looser than the standard on purpose: Japanese carriers gave out addresses such as `a..b@` and `a.@` that it forbids,
 * and their owners still use them.
 */
const EMAIL =
  /^[a-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@[a-z0-9](?:[a-z0-9-]*[a-z0-9])?(?:\.[a-z0-9](?:[a-z0-9-]*[a-z0-9])?)+$/i

/** A name as kept: no spaces around it, one way of writing each character (NFC). */
function name(label: string) {
  return z
    .string({ error: `${label}を入力してください` })
    .transform((typed) => typed.normalize('NFC').trim())
    .refine((text) => text !== '', { error: `${label}を入力してください`, abort: true })
    .refine((text) => [...text].length <= LONGEST_NAME, {
      error: `${label}は${LONGEST_NAME}文字以内で入力してください`,
    })
    .refine((text) => !/\p{Cc}/u.test(text), { error: `${label}に使えない文字が含まれています` })
}

/** フリガナ as kept: katakana, whatever kana was typed; '' when left out. */
function kana(label: string) {
  return z
    .string()
    .transform((typed) => toKatakana(typed.normalize('NFKC').trim()))
    .refine((text) => /^[ァ-ヺー・ヽヾ ]*$/.test(text), { error: `${label}はカタカナで入力してください`, abort: true })
    .refine((text) => text.length <= LONGEST_NAME, { error: `${label}は${LONGEST_NAME}文字以内で入力してください` })
}

/** Hiragana stand in Unicode 0x60 before their katakana. */
function toKatakana(text: string): string {
  return text.replace(/[ぁ-ゖ]/g, (character) => String.fromCharCode(character.charCodeAt(0) + 0x60))
}

/** An e-mail address as kept: full-width letters made plain (NFKC), upper and lower case as typed. */
export const emailSchema = z
  .string({ error: 'メールアドレスを入力してください' })
  .transform((typed) => typed.normalize('NFKC').trim())
  .refine((text) => text !== '', { error: 'メールアドレスを入力してください', abort: true })
  .refine((text) => text.length <= LONGEST_EMAIL && EMAIL.test(text), {
    error: 'メールアドレスの形式が正しくありません(例:hanako@example.jp)',
  })

/** Who applies, as typed on the application page. Safe to import in the browser. */
export const applicantSchema = z.object({
  familyName: name('姓'),
  givenName: name('名'),
  familyKana: kana('セイ').default(''),
  givenKana: kana('メイ').default(''),
  email: emailSchema,
})
export type Applicant = z.output<typeof applicantSchema>

const profile = {
  familyName: name('姓'),
  givenName: name('名'),
  familyKana: kana('セイ'),
  givenKana: kana('メイ'),
  /** Consent to the newsletter. */
  newsletter: z.boolean(),
}

/** A customer as staff write it. */
export const customerSchema = z.object({ ...profile, email: emailSchema })
export type CustomerFields = z.output<typeof customerSchema>

/** What may be changed besides the mail address, which has consequences of its own; what is missing stays. */
export const profileChangeSchema = z.object(profile).partial()
export type ProfileChange = z.output<typeof profileChangeSchema>

/** What a customer changes of themselves; the box of the newsletter is sent only when it is ticked. */
export const profileSchema = z.object({
  ...profile,
  newsletter: z
    .literal('yes')
    .optional()
    .transform((ticked) => ticked === 'yes'),
})
export type Profile = z.output<typeof profileSchema>

/** better-auth's own upper bound; scrypt takes any length, but nobody types more. */
const LONGEST_PASSWORD = 128
export const SHORTEST_PASSWORD = 10

export const passwordSchema = z
  .string({ error: 'パスワードを入力してください' })
  .refine((text) => text !== '', { error: 'パスワードを入力してください', abort: true })
  .refine((text) => [...text].length >= SHORTEST_PASSWORD, {
    error: `パスワードは${SHORTEST_PASSWORD}文字以上で入力してください`,
  })
  .refine((text) => text.length <= LONGEST_PASSWORD, {
    error: `パスワードは${LONGEST_PASSWORD}文字以内で入力してください`,
  })

/** A new password, typed twice. */
export const newPasswordSchema = z
  .object({ password: passwordSchema, passwordAgain: z.string().default('') })
  .refine(({ password, passwordAgain }) => password === passwordAgain, {
    path: ['passwordAgain'],
    error: '2つのパスワードが一致していません',
  })
