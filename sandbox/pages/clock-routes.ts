import { Hono } from 'hono'
import { z } from 'zod'
import type { SandboxEnv } from '../gate.ts'
import { setOut, timeSteps } from '../time.ts'
import type { World } from '../world.ts'

const wanted = z.object({ step: z.enum(timeSteps) })

/** The buttons of the clock. Without a clock handed in there are none, and nothing to move. */
export function clockRoutes(world: World): Hono<SandboxEnv> {
  const app = new Hono<SandboxEnv>()
  app.post('/sandbox/clock', async (c) => {
    const parsed = wanted.safeParse(Object.fromEntries(new URLSearchParams(await c.req.text())))
    if (!parsed.success || world.clock === null) return c.notFound()
    await setOut(world, world.clock, parsed.data.step)
    return c.redirect('/', 303)
  })
  app.post('/sandbox/clock/stop', (c) => {
    world.clock?.journey?.stop()
    return c.redirect('/', 303)
  })
  return app
}
