import { z } from 'zod'

/** Every reason for which the API refuses; stable, for programs. The sentences beside it are for people. */
export const problemCodes = [
  'malformed_json',
  'unauthenticated',
  'invalid_credentials',
  'foreign_origin',
  'not_found',
  'version_conflict',
  'slug_taken',
  'email_taken',
  'wrong_state',
  'has_contracts',
  'mail_not_configured',
  'already_done',
  'not_resendable',
  'contract_cancelled',
  'already_reserved',
  'not_reserved',
  'too_late',
  'not_suspended',
  'nothing_owed',
  'charge_under_way',
  'no_card',
  'payments_unavailable',
  'not_refundable',
  'already_confirmed',
  'amount_differs',
  'not_confirmed',
  'undo_too_late',
  'changed_since',
  'already_applied',
  'too_large',
  'unsupported_media_type',
  'invalid_input',
  'unreadable_statement',
  'unreadable_file',
  'too_many_letters',
  'too_many_attempts',
  'internal_error',
] as const
export type ProblemCode = (typeof problemCodes)[number]

/** What is wrong with one field; `field` is its path, such as `email` or `recipients.0`. */
export const fieldError = z.object({ field: z.string(), message: z.string() })
export type FieldError = z.infer<typeof fieldError>

/** Every refusal, as `application/problem+json` (RFC 9457). `title` and `detail` are Japanese sentences for the screen. */
export const problem = z
  .object({
    type: z.literal('about:blank'),
    title: z.string(),
    status: z.number().int(),
    code: z.enum(problemCodes),
    detail: z.string(),
    errors: z.array(fieldError).optional(),
  })
  .meta({ id: 'Problem' })
export type Problem = z.infer<typeof problem>
