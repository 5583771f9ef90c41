import { z } from 'zod'
import { categories, eventTypes } from '../../../events/catalogue.ts'
import { time } from './list.ts'
import { fieldError } from './problem.ts'

export const connectorNames = ['chatwork', 'zendesk', 'netshonin', 'admin-mail'] as const
export type ConnectorName = (typeof connectorNames)[number]

export const settingsPageNames = ['site', 'mail', 'mailbox', 'mail-reports', 'payments'] as const
export type SettingsPageName = (typeof settingsPageNames)[number]

/** Whether an integration works. `reason` is a sentence for staff: what is wrong and what to do. */
export const connectionState = z
  .object({
    /** `paused`: nothing is sent until the settings are mended. `blocked`: nothing can be sent until something else is set. */
    state: z.enum(['ok', 'failing', 'paused', 'blocked']),
    reason: z.string().nullable(),
    since: time.nullable(),
    /** What becomes meanwhile of what there is to tell; null when all is well. */
    consequence: z.string().nullable(),
    /** What to do about it, or null. */
    advice: z.string().nullable(),
    /** The last thing that went wrong, also when all is well again; null when nothing ever did. */
    lastFailure: z.object({ at: time, reason: z.string(), advice: z.string().nullable() }).nullable(),
  })
  .meta({ id: 'ConnectionState' })
export type ConnectionState = z.infer<typeof connectionState>

/** Calls left to the account in its running window; `resetsAt` is null while no window runs. */
export const budgetState = z
  .object({ calls: z.number().int(), remaining: z.number().int(), resetsAt: time.nullable() })
  .meta({ id: 'BudgetState' })
export type BudgetState = z.infer<typeof budgetState>

/** Whether a secret is stored, and its last characters where it is long enough to show them. */
export const secretState = z.object({ set: z.boolean(), last4: z.string().nullable() }).meta({ id: 'SecretState' })
export type SecretState = z.infer<typeof secretState>

/** GET /settings/{page}. `values` are the page's fields without its secrets (the shape is the page's own `settings.ts`). */
export const settingsPage = z
  .object({
    values: z.record(z.string(), z.unknown()),
    secrets: z.record(z.string(), secretState),
    /** To be named in the next save. */
    version: z.number().int(),
  })
  .meta({ id: 'SettingsPage' })
export type SettingsPage = z.infer<typeof settingsPage>

/** GET /integrations/{connector}. `budget` is there for connectors whose calls are counted (Chatwork). */
export const integrationPage = settingsPage
  .extend({
    connection: connectionState,
    budget: budgetState.optional(),
    /** After a save: what staff should do next, or null. */
    notice: z.string().nullable(),
  })
  .meta({ id: 'IntegrationPage' })
export type IntegrationPage = z.infer<typeof integrationPage>

/**
 * PUT of a page: all fields of the page. A field that is missing keeps its stored value; a secret that is '' is removed.
 * 409 `version_conflict` when somebody else saved since `version`; 422 with the fields otherwise.
 */
export const settingsInput = z
  .object({ version: z.number().int().min(0), values: z.record(z.string(), z.unknown()) })
  .meta({ id: 'SettingsInput' })
export type SettingsInput = z.infer<typeof settingsInput>

/** POST /integrations/{connector}/test: tries the stored settings. `category`: only the Chatwork room of that category. */
export const integrationTestInput = z.object({ category: z.enum(categories).optional() })
export type IntegrationTestInput = z.infer<typeof integrationTestInput>

/** POST /settings/mail/test: sends one mail by the stored settings. */
export const mailTestInput = z.object({ to: z.email('メールアドレスの形式が正しくありません') })
export type MailTestInput = z.infer<typeof mailTestInput>

/** GET /settings/mailbox/state: how reading the mail box of reports goes. */
export const mailboxState = z
  .object({
    /** The last look without a fault; null before the first. */
    lastLookedAt: time.nullable(),
    failingSince: time.nullable(),
    /** Why it cannot be read, in words; null while it can. */
    reason: z.string().nullable(),
  })
  .meta({ id: 'MailboxState' })
export type MailboxState = z.infer<typeof mailboxState>

/** How a test went, step by step; each message is a sentence for staff. A test that failed is still a 200. */
export const testResult = z
  .object({
    ok: z.boolean(),
    steps: z.array(z.object({ label: z.string(), ok: z.boolean(), message: z.string() })),
  })
  .meta({ id: 'TestResult' })
export type TestResult = z.infer<typeof testResult>

/** A Chatwork room of the token's account. Only `choosable` ones (type group, the token may write) can be a 通知先. */
export const room = z
  .object({
    /** As stored in the settings. */
    id: z.string(),
    name: z.string(),
    iconUrl: z.string().nullable(),
    choosable: z.boolean(),
  })
  .meta({ id: 'Room' })
export type Room = z.infer<typeof room>

/** GET /integrations/chatwork/rooms: cached for 60 seconds; `?refresh=1` asks Chatwork now. */
export const roomList = z
  .object({
    rooms: z.array(room),
    /** When Chatwork gave this list; null when it never did. */
    fetchedAt: time.nullable(),
    /** Why the list could not be fetched, for staff; null when all is well. */
    reason: z.string().nullable(),
  })
  .meta({ id: 'RoomList' })
export type RoomList = z.infer<typeof roomList>

/** GET /integrations/chatwork/preview: what each event looks like in Chatwork (通知例), in Chatwork's own notation. */
export const previewList = z
  .object({
    items: z.array(
      z.object({
        type: z.enum(eventTypes),
        label: z.string(),
        category: z.enum(categories),
        body: z.string(),
        /** `latest`: of the latest event of this type that really happened; `sample`: of an invented one. */
        source: z.enum(['latest', 'sample']),
      }),
    ),
  })
  .meta({ id: 'PreviewList' })
export type PreviewList = z.infer<typeof previewList>

/** POST /integrations/zendesk/preview: 件名 and 本文 as typed, saved or not. */
export const ticketPreviewInput = z.object({ subject: z.string().max(10_000), body: z.string().max(50_000) })
export type TicketPreviewInput = z.infer<typeof ticketPreviewInput>

/** The ticket that these templates make. */
export const ticketPreview = z
  .object({
    subject: z.string(),
    body: z.string(),
    /** Why the templates could not be saved as they are; `field` is `subject` or `body`. */
    problems: z.array(fieldError),
    /** `latest`: of the latest application that was really completed; `sample`: of an invented one. */
    source: z.enum(['latest', 'sample']),
  })
  .meta({ id: 'TicketPreview' })
export type TicketPreview = z.infer<typeof ticketPreview>
