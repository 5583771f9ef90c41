import type { Tx } from '../platform/database.ts'

/** Something that a person must look at. */
export interface Attention {
  /** What it is about; of one kind, one open entry for each subject. */
  subject: string
  title: string
}

/** Writes 要対応 entries with one explanation; one that is still open says it already. */
export async function noteAttention(
  tx: Tx,
  kind: string,
  entries: readonly Attention[],
  detail: string,
): Promise<void> {
  await tx
    .insertInto('attention')
    .values(entries.map(({ subject, title }) => ({ kind, subject, title, detail })))
    .onConflict((conflict) => conflict.doNothing())
    .execute()
}

/** Ticks an entry off where what it was about has settled itself; nothing happens where none is open. */
export async function settleAttention(tx: Tx, kind: string, subject: string, doneBy: string): Promise<void> {
  await tx
    .updateTable('attention')
    .set((eb) => ({ doneAt: eb.fn<Date>('now'), doneBy }))
    .where('kind', '=', kind)
    .where('subject', '=', subject)
    .where('doneAt', 'is', null)
    .execute()
}
