import { z } from 'zod'
import { applicantSchema } from '../../customers/index.ts'
import { type FieldErrors, firstMessages } from '../ui/index.ts'

/** What a visitor typed, as typed; never anything of the card. */
export interface Typed {
  familyName: string
  givenName: string
  email: string
}

export const NOTHING_TYPED: Typed = { familyName: '', givenName: '', email: '' }

const NO_CARD = 'カード情報を入力してください'

const formSchema = applicantSchema.extend({
  cardToken: z.string({ error: NO_CARD }).regex(/^[\w.-]{1,200}$/, NO_CARD),
  cardBrand: z
    .string()
    .regex(/^[\w -]{0,30}$/)
    .catch(''),
  cardLast4: z
    .string()
    .regex(/^\d{4}$/)
    .catch(''),
})
export type FilledForm = z.output<typeof formSchema>

/** The typed fields of a post, for filling the form again. */
export function typedIn(fields: Record<string, string>): Typed {
  const { familyName = '', givenName = '', email = '' } = fields
  return { familyName, givenName, email }
}

/** The form as filled in, or what is wrong with it by field. The card's faults stand at its number. */
export function parseForm(fields: Record<string, string>): { form: FilledForm } | { errors: FieldErrors } {
  const parsed = formSchema.safeParse(fields)
  return parsed.success ? { form: parsed.data } : { errors: firstMessages(parsed.error.issues) }
}
