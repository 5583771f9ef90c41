import { Hono } from 'hono'
import { z } from 'zod'
import type { SandboxEnv } from '../gate.ts'
import type { World } from '../world.ts'
import { comeBackAs } from './coming-back.ts'
import { lateKinds } from './late.ts'
import { mailPage } from './page.tsx'

const wanted = z.object({ letter: z.coerce.number(), kind: z.enum(lateKinds) })

/** `/mail`, and the buttons of a letter by which it comes back; whoever pressed one sees what came. */
export function mailRoutes(world: World): Hono<SandboxEnv> {
  const app = new Hono<SandboxEnv>()
  app.get('/mail', async (c) => c.html(await mailPage(world, c.req.query())))
  app.post('/mail/late', async (c) => {
    const parsed = wanted.safeParse(Object.fromEntries(new URLSearchParams(await c.req.text())))
    const letter = parsed.success ? world.mailbox.letters.find(({ id }) => id === parsed.data.letter) : undefined
    if (!parsed.success || !letter) return c.notFound()
    comeBackAs(world, letter, parsed.data.kind)
    return c.redirect('/mail?box=returns', 303)
  })
  return app
}
