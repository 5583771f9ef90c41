import { type RawBuilder, sql } from 'kysely'
import type { BudgetReport, DeliveryPolicy } from '../integrations/connector.ts'
import type { Database, Reader } from '../platform/database.ts'

/** What the account may still do in this window, for the settings screen. */
export interface BudgetState {
  calls: number
  remaining: number
  /** When the window ends, or null when no window is running. */
  resetsAt: Date | null
  /** Milliseconds until then, 0 without a window. */
  resetsInMs: number
}

/** What an account may do in its window. */
type Budget = NonNullable<DeliveryPolicy['budget']>

/** Remotes tell the window's end in whole seconds of their own clock; a call a moment too early would be refused. */
const RESET_MARGIN_MS = 1_000
/** Two reports of one window differ by less than this. */
const SAME_WINDOW_MS = 3_000

/** One statement that takes one call from the budget if `condition` holds; it returns a row only when one was left. */
export function spendCall(key: string, budget: Budget, condition: RawBuilder<unknown>) {
  return sql`insert into budgets as b (key, remaining, resets_at)
    select ${key}, ${budget.calls - 1}::int, now() + ${budget.perMs} * interval '1 ms' where ${condition}
    on conflict (key) do update set
      remaining = case when b.resets_at <= now() then excluded.remaining else b.remaining - 1 end,
      reported = b.reported and b.resets_at > now(),
      resets_at = case when b.resets_at <= now() then excluded.resets_at else b.resets_at end
    where b.resets_at <= now() or b.remaining > 0
    returning 1 as ok`
}

/**
 * Takes one call for something that is not news (the room list, looking for a message). News comes first: false when the
 * posts of the connector that wait would need all that is left of the window. Those of a paused connection need nothing:
 * they wait for the settings, which are asked about with these very calls.
 */
export async function takeCall(db: Database, connector: string, key: string, budget: Budget): Promise<boolean> {
  const left = sql`not exists (
    select 1 from budgets where key = ${key} and resets_at > now()
      and remaining <= (select count(*) from posts where connector = ${connector} and state = 'waiting'
        and not exists (select 1 from connections where connector = ${connector} and state = 'paused')))`
  return (await spendCall(key, budget, left).execute(db)).rows.length > 0
}

/**
 * Corrects our count by what the remote said in answer to one of the connector's calls. The remote counts calls that other
 * programs make too, and counts those of ours that are still on their way or does not yet: what is left lies between what
 * it said and that number less. Our own count holds while it lies there; else the smaller number is taken.
 * Its window's end replaces our guess; after that a later end is a new window, and an earlier one belongs to a window that
 * has passed: such a report is ignored altogether.
 */
export async function correctBudget(
  db: Database,
  connector: string,
  key: string,
  budget: Budget,
  report: BudgetReport | null,
): Promise<void> {
  if (report === null) return
  const { resetsInMs } = report
  // A remote that allows more than the budget tells nothing of the budget.
  const remaining = report.remaining !== null && report.remaining < budget.calls ? report.remaining : null
  const end =
    resetsInMs === null
      ? sql`resets_at`
      : sql`now() + ${Math.min(Math.max(resetsInMs, 0), budget.perMs) + RESET_MARGIN_MS} * interval '1 ms'`
  // The call that was just answered is counted by both.
  const onTheirWay = sql`(select greatest(0, count(*) - 1) from posts
    where connector = ${connector} and state in ('sending', 'unsettled') and lease_until > now())`
  const least = sql`greatest(0, ${remaining}::int - ${onTheirWay})::int`
  const another = sql`(resets_at <= now() or (reported and ${end} > resets_at + ${SAME_WINDOW_MS} * interval '1 ms'))`
  const consistent = sql`remaining between ${remaining}::int - ${onTheirWay} and ${remaining}::int`
  await sql`update budgets set
      remaining = case when ${remaining === null} or (${consistent} and not ${another}) then remaining else ${least} end,
      resets_at = case when reported and resets_at > now() then greatest(resets_at, ${end}) else ${end} end,
      reported = ${resetsInMs !== null} or reported
    where key = ${key} and not (reported and resets_at > now() and ${end} < resets_at - ${SAME_WINDOW_MS} * interval '1 ms')`.execute(
    db,
  )
}

/**
 * No more calls until the window ends: the remote said that its general limit is used up. When it did not say until when,
 * the end that it told before holds, else a whole window.
 */
export async function exhaustBudget(
  db: Database,
  key: string,
  budget: Budget,
  resetsInMs: number | null,
): Promise<void> {
  const longest = budget.restAtMostMs ?? budget.perMs
  const ms = Math.min(Math.max(resetsInMs ?? budget.perMs, 0), longest) + RESET_MARGIN_MS
  const known = resetsInMs !== null
  await sql`insert into budgets as b (key, remaining, resets_at, reported)
    values (${key}, 0, now() + ${ms} * interval '1 ms', ${known})
    on conflict (key) do update set remaining = 0,
      resets_at = case when ${!known} and b.reported and b.resets_at > now() then b.resets_at else excluded.resets_at end,
      reported = ${known} or (b.reported and b.resets_at > now())`.execute(db)
}

/** Gives back a call that never reached the remote. */
export async function returnCall(db: Database, key: string, budget: Budget): Promise<void> {
  await sql`update budgets set remaining = least(remaining + 1, ${budget.calls}::int)
    where key = ${key} and resets_at > now()`.execute(db)
}

/** Counts for `to` what was called for `from`: the account behind a token became known. */
export async function renameBudget(db: Reader, from: string, to: string): Promise<void> {
  await sql`insert into budgets (key, remaining, resets_at, reported)
    select ${to}, remaining, resets_at, reported from budgets where key = ${from} and resets_at > now()
    on conflict do nothing`.execute(db)
}

/** This window's use; the whole budget when nothing was called in it yet. */
export async function readBudget(db: Database, key: string, budget: Budget): Promise<BudgetState> {
  const result = await sql<Omit<BudgetState, 'calls'>>`
    select remaining, resets_at, (extract(epoch from resets_at - now()) * 1000)::float8 as resets_in_ms
    from budgets where key = ${key} and resets_at > now()`.execute(db)
  return { calls: budget.calls, ...(result.rows[0] ?? { remaining: budget.calls, resetsAt: null, resetsInMs: 0 }) }
}
