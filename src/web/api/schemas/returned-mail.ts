import { z } from 'zod'
import { pageOf, rowId, rowPageQuery, time } from './list.ts'
import { letterId } from './sales.ts'

/** Something that came back about a letter: a bounce, a complaint, an automatic reply. */
export const returnedMail = z
  .object({
    id: z.number().int(),
    /** How it came: through the pipe of a mail server, from the mail box, or from a provider. */
    source: z.enum(['pipe', 'mailbox', 'ses', 'sendgrid', 'mailgun']),
    /** `notice`: delayed or delivered. */
    kind: z.enum(['bounce', 'complaint', 'automatic_reply', 'notice', 'unrecognised']),
    /**
     * `counted`: something followed. `known`: the letter had met this end before. `nothing`: it says nothing of arriving.
     * `open`: 要確認. `settled`: somebody looked at it.
     */
    state: z.enum(['counted', 'known', 'nothing', 'open', 'settled']),
    /** The address that it names, else that of its letter; null where neither is known. */
    recipient: z.string().nullable(),
    class: z.enum(['dead', 'given_up', 'own_fault', 'notice']).nullable(),
    /** Why the letter did not arrive, in words; null where nothing is said of that. */
    cause: z.string().nullable(),
    /** The server's own words, or ''. */
    diagnostic: z.string(),
    /** Who reports it: a mail server's name, a provider's; '' where nobody is named. */
    reporter: z.string(),
    sender: z.string().nullable(),
    subject: z.string().nullable(),
    /** The letter that it is about; null while nobody knows. */
    letterId: letterId.nullable(),
    letterSubject: z.string().nullable(),
    customerId: z.uuid().nullable(),
    reportedAt: time,
    settledAt: time.nullable(),
    settledBy: z.string().nullable(),
    settledAs: z.enum(['nothing', 'bounce', 'complaint']).nullable(),
  })
  .meta({ id: 'ReturnedMail' })
export type ReturnedMail = z.infer<typeof returnedMail>

/** GET /returned-mail. */
export const returnedMailQuery = rowPageQuery.extend({
  state: returnedMail.shape.state.optional(),
  kind: returnedMail.shape.kind.optional(),
  customerId: z.uuid().optional(),
})
export const returnedMailPage = pageOf(returnedMail)
export type ReturnedMailPage = z.infer<typeof returnedMailPage>

/** GET /returned-mail/{id}. */
export const returnedMailDetail = returnedMail
  .extend({
    /** What came, readable; keys of personal links are hidden. Null once it was deleted, after 90 days. */
    text: z.string().nullable(),
    /** While 要確認: the latest letters to the address that it names, newest first. */
    candidates: z.array(
      z.object({
        id: letterId,
        customerId: z.uuid().nullable(),
        toAddress: z.string(),
        subject: z.string(),
        createdAt: time,
      }),
    ),
  })
  .meta({ id: 'ReturnedMailDetail' })
export type ReturnedMailDetail = z.infer<typeof returnedMailDetail>

/** GET /returned-mail/{id}/candidates?address=: the latest letters to an address that staff read in the text. */
export const candidateQuery = z.object({ address: z.string().trim().min(3).max(320) })
export const candidateList = z.object({ items: returnedMailDetail.shape.candidates })
export type CandidateList = z.infer<typeof candidateList>

/** POST /returned-mail/{id}/settle: what somebody found out about something that was not understood. */
export const settlement = z
  .discriminatedUnion('as', [
    z.object({ as: z.literal('nothing') }),
    z.object({ as: z.literal('bounce'), letterId, class: z.enum(['dead', 'given_up', 'own_fault']) }),
    z.object({ as: z.literal('complaint'), letterId }),
  ])
  .meta({ id: 'Settlement' })
export type SettlementInput = z.input<typeof settlement>

/** A running stop of the letters to a customer that need not be sent. */
export const mailStop = z
  .object({
    cause: z.enum(['undeliverable', 'complained']),
    /** The server's words, or who reported it. */
    words: z.string(),
    letterId: letterId.nullable(),
    since: time,
  })
  .meta({ id: 'MailStop' })
export type MailStop = z.infer<typeof mailStop>

/** POST /customers/{id}/mail-stops/{cause}/lift: lets letters go again. */
export const liftInput = z.object({
  reason: z.string().trim().min(1, '理由を入力してください').max(500, '理由は500文字以内で入力してください'),
})
export type LiftInput = z.input<typeof liftInput>

export const returnedMailId = rowId
