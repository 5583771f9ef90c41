import { setTimeout as delay } from 'node:timers/promises'
import { moveBusinessClock, readBusinessClock } from './clock.ts'
import type { Database, Reader } from './database.ts'
import type { Doorbell } from './doorbell.ts'

/** How often a mover looks whether what was due is done. */
const LOOK_EVERY_MS = 10

/**
 * Asks one kind of business work for the earliest instant, in business time, at which something of it is due; null when
 * nothing waits. What is being worked on counts until its outcome is written.
 */
export type EarliestDue = (reader: Reader) => Promise<Date | null>

/** All that the business has before it. */
export interface Agenda {
  db: Database
  doorbell: Doorbell
  questions: readonly EarliestDue[]
}

/** When something of the business comes due next (or was due and is not done yet); null when nothing waits. */
export async function nextDue({ db, questions }: Pick<Agenda, 'db' | 'questions'>): Promise<Date | null> {
  // All of one snapshot: what is done between two questions may lead to something earlier than both answers.
  return db
    .transaction()
    .setIsolationLevel('repeatable read')
    .execute(async (snapshot) => {
      const waiting: number[] = []
      for (const question of questions) {
        const answer = await question(snapshot)
        if (answer !== null) waiting.push(answer.getTime())
      }
      return waiting.length === 0 ? null : new Date(Math.min(...waiting))
    })
}

/**
 * Moves business time on to `to` as if it had passed: from one due instant to the next, and each time only after the
 * workers have done what was due, so that a month of renewals, retries and ends happens in its order. Resolves when `to`
 * is reached and nothing due is left; while no worker runs, or a remote side hangs, it waits. Throws when `signal` says to
 * stop; then time stays where it has come to.
 */
export async function advance(agenda: Agenda, to: Date, signal?: AbortSignal): Promise<void> {
  for (;;) {
    signal?.throwIfAborted()
    const due = await nextDue(agenda)
    const now = (await readBusinessClock(agenda.db)).now()
    if (due !== null && due <= now) await delay(LOOK_EVERY_MS)
    else if (now >= to) return
    else await moveBusinessClock(agenda.db, agenda.doorbell, due !== null && due < to ? due : to)
  }
}
