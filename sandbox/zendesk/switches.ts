import { Hono } from 'hono'
import type { SandboxEnv } from '../gate.ts'
import type { World } from '../world.ts'
import { expireAccessTokens } from './desk.ts'

/** What only the sandbox can do to the account, from its page (a form) and from tests; it meets no fault. */
export function zendeskSwitches(world: World): Hono<SandboxEnv> {
  const app = new Hono<SandboxEnv>()
  app.post('/expire-access-tokens', (c) => {
    expireAccessTokens(world.zendesk, Date.now())
    world.news.tell('zendesk')
    return c.redirect('/zendesk', 303)
  })
  return app
}
