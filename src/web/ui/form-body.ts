import type { Context, MiddlewareHandler } from 'hono'
import { bodyLimit } from 'hono/body-limit'

/** The largest form taken; one with twenty long answers of 1,000 characters has 180 kB, an ordinary one 2 kB. */
const LARGEST_FORM = 256 * 1024

/** Refuses bodies over 256 kB and anything that is not a plain form; the two answers are given by the caller. */
export function plainForms(answers: {
  tooLarge: (c: Context) => Response | Promise<Response>
  wrongType: (c: Context) => Response | Promise<Response>
}): MiddlewareHandler[] {
  const onlyForms: MiddlewareHandler = async (c, next) => {
    const type = c.req.header('content-type')?.split(';')[0]?.trim().toLowerCase()
    if (c.req.method === 'POST' && type !== 'application/x-www-form-urlencoded')
      return hangUp(await answers.wrongType(c))
    return next()
  }
  const tooLarge = async (c: Context) => hangUp(await answers.tooLarge(c))
  return [onlyForms, bodyLimit({ maxSize: LARGEST_FORM, onError: tooLarge })]
}

/** What was not read of a body would be taken for the next request: the connection ends with this answer. */
function hangUp(answer: Response): Response {
  answer.headers.set('connection', 'close')
  return answer
}

/** The fields of a posted form; of a repeated one the last. */
export async function readFields(c: Context): Promise<Record<string, string>> {
  return Object.fromEntries(new URLSearchParams(await c.req.text()))
}
