import { sql } from 'kysely'
import type { Ringer } from '../../platform/database.ts'
import { type Database, type Tx, transact } from '../../platform/database.ts'
import type { ConsequenceParts } from '../consequences.ts'
import type { UndeliverableClass } from '../letter.ts'
import type { Reason } from '../reports/index.ts'
import { type FoundLetter, lockLetter, noteBounce, noteComplaint } from './count.ts'

/** What a person found out about something that no program understood. */
export type Settlement =
  | { as: 'nothing' }
  /** The letter did not arrive. */
  | { as: 'bounce'; letterId: number; class: UndeliverableClass }
  | { as: 'complaint'; letterId: number }

/** What became of it: somebody else may have been faster. */
export type Settled = 'settled' | 'already_settled' | 'unknown_report' | 'unknown_letter' | 'letter_not_sent'

/** What settling needs. */
export interface SettleContext extends ConsequenceParts {
  db: Database
  doorbell: Ringer
}

/** Settles what lies in 要確認, with the same consequences as if it had been understood. */
export async function settleReport(
  context: SettleContext,
  reportId: number,
  settlement: Settlement,
  settledBy: string,
): Promise<Settled> {
  return transact(context.db, context.doorbell, async (tx): Promise<Settled> => {
    const found = await sql<OpenReport>`
      select state, reason, diagnostic, reporter from mail_reports where id = ${reportId} for update`.execute(tx)
    const [report] = found.rows
    if (report === undefined) return 'unknown_report'
    if (report.state !== 'open') return 'already_settled'
    const followed = await follow(tx, context, report, settlement)
    if (followed !== 'settled') return followed
    const letterId = settlement.as === 'nothing' ? null : settlement.letterId
    await sql`update mail_reports set state = 'settled', settled_at = now(), settled_by = ${settledBy},
        settled_as = ${settlement.as}, letter_id = coalesce(${letterId}, letter_id)
      where id = ${reportId}`.execute(tx)
    return 'settled'
  })
}

interface OpenReport {
  state: string
  reason: Reason | null
  diagnostic: string
  reporter: string
}

/** A letter that met the same end before is settled all the same: the person need not know. */
async function follow(
  tx: Tx,
  parts: ConsequenceParts,
  report: OpenReport,
  settlement: Settlement,
): Promise<'settled' | 'unknown_letter' | 'letter_not_sent'> {
  if (settlement.as === 'nothing') return 'settled'
  const letter = await lockLetter(tx, sql`id = ${settlement.letterId} and audience = 'customer'`)
  if (letter === null) return 'unknown_letter'
  if (!wasSent(letter)) return 'letter_not_sent'
  if (settlement.as === 'complaint') await noteComplaint(tx, parts, letter, report.reporter || '担当者による確認')
  else if (letter.state !== 'undeliverable')
    await noteBounce(tx, parts, letter, {
      class: settlement.class,
      reason: report.reason ?? 'unclear',
      answer: report.diagnostic || '担当者が、戻ってきたメールを確認しました',
    })
  return 'settled'
}

function wasSent({ state }: FoundLetter): boolean {
  return state === 'accepted' || state === 'undeliverable'
}
