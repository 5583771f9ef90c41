import { z } from 'zod'
import { pageOf, pageQuery, time } from './list.ts'

const yen = z.number().int()
const person = z.object({ id: z.uuid(), familyName: z.string(), givenName: z.string() })

/** 入金確認, as staff or a statement made it. */
export const confirmation = z.object({
  paidYen: yen,
  /** The day at the bank. */
  paidOn: z.iso.date(),
  payerName: z.string(),
  /** Why an amount that differs was accepted; null when none does. */
  differenceNote: z.string().nullable(),
  confirmedAt: time,
  confirmedBy: z.string(),
})

/** 振込. */
export const transfer = z
  .object({
    id: z.uuid(),
    /** 振込番号, which the customer writes before the name. */
    reference: z.string(),
    state: z.enum(['expected', 'overdue', 'confirmed']),
    amountYen: yen,
    /** The whole of this day counts. */
    dueOn: z.iso.date(),
    purpose: z.enum(['application', 'renewal']),
    termNo: z.number().int().nullable(),
    application: z.object({ id: z.uuid(), number: z.string(), productName: z.string() }),
    contractId: z.uuid().nullable(),
    customer: person.extend({ familyKana: z.string(), givenKana: z.string() }),
    /** False when its application or contract was cancelled. */
    awaited: z.boolean(),
    confirmation: z.union([confirmation, z.null()]),
    /** Whether the confirmation may still be taken back: it was made today. */
    undoable: z.boolean(),
  })
  .meta({ id: 'Transfer' })
export type Transfer = z.infer<typeof transfer>

/** GET /transfers: `open` by due day, `confirmed` of the last 31 days, newest first. `q` looks in names, フリガナ, mail and numbers. */
export const transferQuery = pageQuery.extend({
  view: z.enum(['open', 'confirmed']).default('open'),
  q: z.string().trim().max(100, '検索語は100文字以内で入力してください').optional(),
})
export const transferPage = pageOf(transfer)
export type TransferPage = z.infer<typeof transferPage>

const payerName = z
  .string()
  .trim()
  .min(1, '振込名義を入力してください')
  .max(200, '振込名義は200文字以内で入力してください')
const differenceNote = z
  .string()
  .trim()
  .min(1, '過不足の理由を入力してください')
  .max(500, '過不足の理由は500文字以内で入力してください')
  .nullable()

/** POST /payments/{id}/confirm-transfer. With `differenceNote` an amount that differs is taken. */
export const transferReceipt = z.object({
  paidYen: z
    .int('金額は整数で入力してください')
    .min(1, '金額は1円以上で入力してください')
    .max(999_999_999, '金額が大きすぎます'),
  paidOn: z.iso.date('入金日を入力してください'),
  payerName,
  differenceNote: differenceNote.default(null),
})
export type TransferReceipt = z.input<typeof transferReceipt>

const column = z.int().min(0).max(99)

/** Which column of a statement is what; columns count from 0. */
export const statementLayout = z.object({
  /** The row of the headings, from 0; -1 when there are none. */
  heading: z.int().min(-1).max(5_000),
  /** One column, or year, month and day. */
  day: z.union([z.tuple([column]), z.tuple([column, column, column])], '日付の列を選んでください'),
  amount: column,
  payer: column,
  memo: column.nullable(),
  /** Which column tells 入金 from 出金, where that of the amounts does not. */
  direction: column.nullable(),
})
export type StatementLayout = z.infer<typeof statementLayout>

const paymentIds = z.array(z.uuid())

/** What a line is taken for: see payments/statement/match.ts. */
const match = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('exact'), paymentId: z.uuid() }),
  z.object({ kind: z.literal('probable'), paymentId: z.uuid() }),
  z.object({ kind: z.literal('several'), paymentIds }),
  z.object({ kind: z.literal('amount_differs'), paymentId: z.uuid() }),
  z.object({ kind: z.literal('confirmed'), paymentId: z.uuid() }),
  z.object({ kind: z.literal('paid_twice'), paymentId: z.uuid() }),
  z.object({ kind: z.literal('none') }),
])

const line = z.object({
  /** In the file, from 1, empty rows not counted. */
  row: z.number().int(),
  paidOn: z.iso.date(),
  paidYen: yen,
  /** As the bank writes it. */
  payer: z.string(),
})

/** A line of a statement with what it is taken for. */
export const statementLine = line.extend({ memo: z.string(), match })
export type StatementLine = z.infer<typeof statementLine>

/** An uploaded statement: what was understood of it, and once it is applied what became of it. */
export const statement = z
  .object({
    id: z.uuid(),
    fileName: z.string(),
    uploadedAt: time,
    uploadedBy: z.string(),
    /** Null while it is not understood which column is what. */
    layout: z.union([statementLayout, z.null()]),
    /** The first rows of the file, for whoever corrects the layout; none once it is applied. */
    sample: z.array(z.array(z.string())),
    lines: z.array(statementLine),
    /** Rows that look like a line and cannot be read. */
    unreadable: z.array(z.number().int()),
    /** What lines may be chosen for, and whatever else they name. */
    transfers: z.array(
      z.object({
        id: z.uuid(),
        reference: z.string(),
        amountYen: yen,
        dueOn: z.iso.date(),
        confirmed: z.boolean(),
        familyName: z.string(),
        givenName: z.string(),
        familyKana: z.string(),
        givenKana: z.string(),
        productName: z.string(),
      }),
    ),
    appliedAt: time.nullable(),
    appliedBy: z.string().nullable(),
    /** What it confirmed. */
    confirmed: z.array(
      z.object({
        paymentId: z.uuid(),
        paidOn: z.iso.date(),
        paidYen: yen,
        payer: z.string(),
        reference: z.string(),
        productName: z.string(),
        customer: person,
        differenceNote: z.string().nullable(),
        undoneAt: time.nullable(),
      }),
    ),
    /** Lines that were chosen and could not be confirmed, and why. */
    refused: z.array(line.extend({ reason: z.string() })),
    /** Whether it may still be taken back: it was applied today, and something of it stands. */
    undoable: z.boolean(),
  })
  .meta({ id: 'BankStatement' })
export type BankStatement = z.infer<typeof statement>

/** GET /transfers/statements: the latest that were applied. */
export const statementList = z.object({
  items: z.array(
    z.object({
      id: z.uuid(),
      fileName: z.string(),
      appliedAt: time,
      appliedBy: z.string(),
      /** How many of its confirmations stand. */
      confirmed: z.number().int(),
    }),
  ),
})
export type StatementList = z.infer<typeof statementList>

/** POST /transfers/statements: the file itself is the body; its name is asked for here. */
export const statementUpload = z.object({ fileName: z.string().trim().max(200).default('') })

/** POST /transfers/statements/{id}/apply: the lines that staff ticked. */
export const statementChoice = z.object({
  lines: z
    .array(
      z.object({
        row: z.int(),
        paymentId: z.uuid(),
        /** 過不足あり: why an amount that differs is taken. */
        differenceNote: differenceNote.default(null),
      }),
    )
    .min(1, '反映する入金を選んでください')
    .max(5_000),
})
export type StatementChoice = z.input<typeof statementChoice>

/** POST /transfers/statements/{id}/undo. */
export const statementUndone = z.object({ undone: z.number().int(), refused: z.number().int() })
export type StatementUndone = z.infer<typeof statementUndone>
