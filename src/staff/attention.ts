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
