import { z } from 'zod'
import { customerSchema, emailSchema } from '../../../customers/schema.ts'
import { pageOf, rowPageQuery, time } from './list.ts'
import { delivery, event } from './news.ts'
import { customerQuery, letter } from './sales.ts'

/** POST /customers: a provisional customer. `invite` sends the letter with the link of 本登録. */
export const customerInput = customerSchema.extend({
  familyKana: customerSchema.shape.familyKana.default(''),
  givenKana: customerSchema.shape.givenKana.default(''),
  newsletter: customerSchema.shape.newsletter.default(false),
  invite: z.boolean().default(false),
})

/** PATCH /customers/{id}: a field that is missing stays as it is. */
export { profileChangeSchema as customerChange } from '../../../customers/schema.ts'

/** PUT /customers/{id}/email. */
export const emailCorrection = z.object({ email: emailSchema })

/** GET /customers.csv. */
export const customerFileQuery = customerQuery.pick({ q: true, state: true })

/** Whom an event was told to, and how that went. */
const telling = delivery.pick({
  ...{ id: true, channel: true, destination: true, outcome: true, outcomeLabel: true, reason: true, cause: true },
  remoteUrl: true,
})
export type Telling = z.infer<typeof telling>

/** One entry of a customer's time line. */
export const timeLineEntry = z
  .discriminatedUnion('kind', [
    z.object({ kind: z.literal('event'), id: z.string(), event, deliveries: z.array(telling) }),
    z.object({ kind: z.literal('letter'), id: z.string(), letter }),
    z.object({
      kind: z.literal('change'),
      id: z.string(),
      /** What was changed, such as メールアドレスの変更. */
      label: z.string(),
      fromText: z.string().nullable(),
      toText: z.string().nullable(),
      actor: z.string(),
      occurredAt: time,
    }),
  ])
  .meta({ id: 'TimeLineEntry' })
export type TimeLineEntry = z.infer<typeof timeLineEntry>

/** GET /customers/{id}/timeline. */
export const timeLineQuery = rowPageQuery.extend({
  cursor: z
    .string()
    .regex(/^(E\d{1,15})?(L\d{1,15})?(C\d{1,15})?$/)
    .optional(),
})
export const timeLinePage = pageOf(timeLineEntry)

/** A CSV file of customers: checked (the dry run), being added, or finished. */
export const customerImport = z
  .object({
    id: z.uuid(),
    fileName: z.string(),
    state: z.enum(['checked', 'running', 'finished']),
    /** Whether those who are added get the letter with the link of 本登録. */
    invite: z.boolean(),
    /** Columns of the file that are not read. */
    ignoredColumns: z.array(z.string()),
    /** Without the heading. What is left to be added is `lines - addedLines - faultyLines`. */
    lines: z.number().int(),
    addedLines: z.number().int(),
    faultyLines: z.number().int(),
    createdAt: time,
    createdBy: z.string(),
    startedAt: time.nullable(),
    finishedAt: time.nullable(),
  })
  .meta({ id: 'CustomerImport' })
export type CustomerImport = z.infer<typeof customerImport>

/** GET /customer-imports: the latest 20. */
export const customerImportList = z.object({ items: z.array(customerImport) })
export type CustomerImportList = z.infer<typeof customerImportList>

/** POST /customer-imports: the file is the body, as text/csv. */
export const customerImportQuery = z.object({ fileName: z.string().trim().min(1).max(200) })

/** A line that is not added. `line` counts as spreadsheets do. */
export const faultyLine = z.object({
  line: z.number().int(),
  faults: z.array(z.object({ column: z.string(), message: z.string() })),
})
export type FaultyLine = z.infer<typeof faultyLine>

/** GET /customer-imports/{id}: the first 100 lines that are not added. */
export const customerImportDetail = customerImport
  .extend({ faulty: z.array(faultyLine) })
  .meta({ id: 'CustomerImportDetail' })
export type CustomerImportDetail = z.infer<typeof customerImportDetail>

/** POST /customer-imports/{id}/start. */
export const customerImportStart = z.object({ invite: z.boolean().default(false) })
