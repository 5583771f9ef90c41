import { z } from 'zod'

/** The fewest characters of a password of the staff. */
export const PASSWORD_MIN = 10
/** The most: hashing takes longer with the length, so that there must be an end. */
export const PASSWORD_MAX = 128

/** Who becomes the owner, as typed. Safe to import in the browser. */
export const newOwnerSchema = z.object({
  name: z.string().trim().min(1, 'お名前を入力してください').max(100, 'お名前は100文字以内で入力してください'),
  email: z
    .string()
    .trim()
    .pipe(z.email('メールアドレスの形式が正しくありません').max(254, 'メールアドレスが長すぎます')),
  password: z
    .string()
    .min(PASSWORD_MIN, `パスワードは${PASSWORD_MIN}文字以上で入力してください`)
    .max(PASSWORD_MAX, `パスワードは${PASSWORD_MAX}文字以内で入力してください`),
})
export type NewOwner = z.output<typeof newOwnerSchema>
