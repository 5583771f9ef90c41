import { z } from 'zod'

/** The largest page of a list. */
export const MAX_LIMIT = 100

/** An instant, such as `2026-11-23T05:06:07.089Z`. */
export const time = z.iso.datetime()

/** An id of a row that counts up (events, deliveries, letters …). */
export const rowId = z.coerce.number().int().positive()

/**
 * How much of a list is asked for. `cursor` is `nextCursor` of the page before; without it the list begins with its newest
 * entry. There is no offset: entries that arrive meanwhile shift nothing.
 */
const limit = z.coerce
  .number()
  .int()
  .min(1, '1以上の数を指定してください')
  .max(MAX_LIMIT, `${MAX_LIMIT}以下の数を指定してください`)

/** The page of a list whose ids count up. */
export const rowPageQuery = z.object({
  limit: limit.default(50),
  cursor: rowId.optional(),
})

/** The page of a list whose ids are UUIDs. */
export const pageQuery = z.object({
  limit: limit.default(50),
  cursor: z.uuid().optional(),
})

/** A page of a list, newest first; `nextCursor` is null on the last page. */
export function pageOf<Item extends z.ZodType>(item: Item) {
  return z.object({ items: z.array(item), nextCursor: z.string().nullable() })
}

/** The same as a type. */
export interface Page<Item> {
  items: Item[]
  nextCursor: string | null
}
