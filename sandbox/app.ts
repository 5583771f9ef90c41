import { Hono } from 'hono'
import { bankPages } from './bank/page.tsx'
import { chatworkApi } from './chatwork/api.ts'
import { controlApi } from './control.ts'
import type { SandboxEnv } from './gate.ts'
import { gatewayApi } from './gateway/api.ts'
import { securePages } from './gateway/secure-page.tsx'
import { newsletterForms } from './newsletter/api.ts'
import type { MailAddresses } from './pages/overview-cards.ts'
import { sandboxPages } from './pages/routes.tsx'
import type { World } from './world.ts'
import { zendeskApi } from './zendesk/api.ts'

/** Every stand-in behind one address, each under the path its base-URL setting points to. */
export function createSandboxApp(world: World, mailAddresses: MailAddresses): Hono<SandboxEnv> {
  const app = new Hono<SandboxEnv>()
  app.route('/chatwork/v2', chatworkApi(world))
  app.route('/zendesk', zendeskApi(world))
  app.route('/gateway/v1', gatewayApi(world))
  app.route('/bank', bankPages(world))
  app.route('/gateway/3ds', securePages(world))
  app.route('/sandbox/api', controlApi(world))
  app.route('/', newsletterForms(world))
  app.route('/', sandboxPages(world, mailAddresses))
  return app
}
