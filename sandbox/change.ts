import type { Context } from 'hono'
import { z } from 'zod'

/** Applies what a JSON request asks for and answers with what `apply` gives; 400 when the request is not as it should be. */
export async function change<Schema extends z.ZodType>(
  c: Context,
  schema: Schema,
  apply: (wanted: z.output<Schema>) => object,
): Promise<Response> {
  const parsed = schema.safeParse(await c.req.json().catch(() => null))
  if (!parsed.success) return c.json({ error: z.prettifyError(parsed.error) }, 400)
  const answer = apply(parsed.data)
  return answer instanceof Response ? answer : c.json(answer)
}
