import { type RawBuilder, sql } from 'kysely'
import type { BudgetReport, DeliveryPolicy } from '../integrations/connector.ts'
import type { Database } from '../platform/database.ts'

/** What the account may still do in this window, for the settings screen. */
export interface BudgetState {
  calls: number
  remaining: number
  /** When the window ends, or null when no window is running. */
  resetsAt: Date | null
}

/** What an account may do in its window. */
type Budget = NonNullable<DeliveryPolicy['budget']>

/** One statement that takes one call from the budget if `condition` holds; it returns a row only when one was left. */
export function spendCall(key: string, budget: Budget, condition: RawBuilder<unknown>) {
  return sql`insert into budgets as b (key, remaining, in_flight, resets_at)
    select ${key}, ${budget.calls - 1}::int, 1, now() + ${budget.perMs} * interval '1 ms' where ${condition}
    on conflict (key) do update set
      remaining = case when b.resets_at <= now() then excluded.remaining else b.remaining - 1 end,
      in_flight = case when b.resets_at <= now() then 1 else b.in_flight + 1 end,
      resets_at = case when b.resets_at <= now() then excluded.resets_at else b.resets_at end
    where b.resets_at <= now() or b.remaining > 0
    returning 1 as ok`
}

/** Takes one call for something that is not news (the room list, looking for a message). False when nothing is left. */
export async function takeCall(db: Database, key: string, budget: Budget): Promise<boolean> {
  return (await spendCall(key, budget, sql`true`).execute(db)).rows.length > 0
}

/**
 * Corrects our count by what the remote said. The remote counts calls that other programs make too, and does not yet
 * count those of ours that are still on their way, so the smaller of both is true. A reset earlier than ours belongs to a
 * window that has passed and is ignored; one further away than a whole window is absurd and is cut to it.
 */
export async function correctBudget(
  db: Database,
  key: string,
  budget: Budget,
  report: BudgetReport | null,
): Promise<void> {
  const resetsInMs = report ? Math.min(Math.max(report.resetsInMs, 0), budget.perMs) : 0
  await sql`update budgets set
      remaining = case
        when ${report === null} or now() + ${resetsInMs} * interval '1 ms' < resets_at - interval '2 s' then remaining
        else greatest(0, least(remaining, ${report?.remaining ?? 0}::int - (in_flight - 1))) end,
      resets_at = case
        when ${report === null} then resets_at
        else greatest(resets_at, now() + ${resetsInMs} * interval '1 ms') end,
      in_flight = greatest(0, in_flight - 1)
    where key = ${key}`.execute(db)
}

/** No more calls until the window ends: the remote said that its general limit is used up. */
export async function exhaustBudget(
  db: Database,
  key: string,
  budget: Budget,
  resetsInMs: number | null,
): Promise<void> {
  const ms = Math.min(Math.max(resetsInMs ?? budget.perMs, 1_000), budget.perMs)
  await sql`insert into budgets (key, remaining, resets_at) values (${key}, 0, now() + ${ms} * interval '1 ms')
    on conflict (key) do update set remaining = 0, in_flight = greatest(0, budgets.in_flight - 1), resets_at = excluded.resets_at`.execute(
    db,
  )
}

/** This window's use, or null when nothing was called yet. */
export async function readBudget(db: Database, key: string, budget: Budget): Promise<BudgetState> {
  const result = await sql<{ remaining: number; resetsAt: Date; over: boolean }>`
    select remaining, resets_at, resets_at <= now() as over from budgets where key = ${key}`.execute(db)
  const row = result.rows[0]
  if (!row || row.over) return { calls: budget.calls, remaining: budget.calls, resetsAt: null }
  return { calls: budget.calls, remaining: row.remaining, resetsAt: row.resetsAt }
}
