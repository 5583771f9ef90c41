import { Hono } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import { z } from 'zod'
import { change } from '../change.ts'
import type { SandboxEnv } from '../gate.ts'
import type { World } from '../world.ts'
import { comeBackAs } from './coming-back.ts'
import { lateKinds } from './late.ts'
import { lettersTo } from './mailbox.ts'
import { headingOf } from './reading.ts'
import { putReturned, type ReturnedMessage } from './returns.ts'
import { longestDelayMs } from './waiting.ts'

const largestMessageBytes = 40 * 1024 * 1024

/** The part of `/sandbox/api` about mail: what arrived, what comes back about it, and when. */
export function mailControl(world: World): Hono<SandboxEnv> {
  const app = new Hono<SandboxEnv>()
  app.get('/mails', (c) => {
    const mails = lettersTo(world.mailbox, c.req.query('to'))
    return c.json({ mails, refused: world.mailbox.refused })
  })
  lateControl(world, app)
  returnsControl(world, app)
  return app
}

function lateControl(world: World, app: Hono<SandboxEnv>): void {
  const delay = z.strictObject({ delayMs: z.int().nonnegative().max(longestDelayMs) })
  app.put('/mail/late', (c) =>
    change(c, delay, ({ delayMs }) => {
      world.late.delayMs = delayMs
      return { delayMs }
    }),
  )
  const comeBackRequest = z.strictObject({ letterId: z.int(), kind: z.enum(lateKinds) })
  app.post('/mail/late', (c) =>
    change(c, comeBackRequest, ({ letterId, kind }) => {
      const letter = world.mailbox.letters.find(({ id }) => id === letterId)
      if (!letter) return c.json({ error: 'unknown letter' }, 404)
      if (!comeBackAs(world, letter, kind)) return c.json({ error: 'the letter has no envelope sender' }, 409)
      return { kind, to: letter.envelope.to, delayMs: world.late.delayMs }
    }),
  )
}

function returnsControl(world: World, app: Hono<SandboxEnv>): void {
  app.get('/returns', async (c) => c.json({ messages: await Promise.all(world.returns.messages.map(describe)) }))
  const limit = bodyLimit({
    maxSize: largestMessageBytes,
    onError: (c) => c.json({ error: `more than ${largestMessageBytes} bytes` }, 413),
  })
  app.post('/returns', limit, async (c) => {
    const type = c.req.header('content-type') ?? ''
    if (!/^(?:message\/rfc822|text\/plain)\b/i.test(type))
      return c.json({ error: 'content-type is message/rfc822 or text/plain' }, 415)
    const text = Buffer.from(await c.req.arrayBuffer()).toString('latin1')
    if (text.trim() === '') return c.json({ error: 'no message' }, 400)
    const message = putReturned(world.returns, Buffer.from(text.replace(/\r\n?|\n/g, '\r\n'), 'latin1'))
    world.news.tell('smtp')
    return c.json(await describe(message), 201)
  })
}

/** The raw text is Latin-1, one character per byte, as that of letters is. */
async function describe(message: ReturnedMessage) {
  const { uid, at, seen, raw } = message
  const { subject, from } = await headingOf(message)
  return { uid, at, seen, subject, from, raw: raw.toString('latin1') }
}
