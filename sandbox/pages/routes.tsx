import { Hono } from 'hono'
import { streamSSE } from 'hono/streaming'
import { assetText, fontFile, styleSheet } from '../assets.ts'
import { iconFor } from '../chatwork/icons.tsx'
import { chatPage } from '../chatwork/page.tsx'
import { originOf, type SandboxEnv } from '../gate.ts'
import { gatewayPage } from '../gateway/page.tsx'
import { mailRoutes } from '../mail/routes.ts'
import { newsletterPage } from '../newsletter/page.tsx'
import type { World } from '../world.ts'
import { ticketPage } from '../zendesk/page.tsx'
import { lookAtClock } from './clock-card.tsx'
import { clockRoutes } from './clock-routes.ts'
import { overviewPage } from './overview.tsx'
import type { MailAddresses } from './overview-cards.ts'

/** The pages people look at, and what they are made of. `mailAddresses` tells where the mail servers listen. */
export function sandboxPages(world: World, mailAddresses: MailAddresses): Hono<SandboxEnv> {
  const app = new Hono<SandboxEnv>()
  app.get('/', async (c) => {
    const clock = world.clock === null ? null : await lookAtClock(world.clock)
    return c.html(overviewPage({ world, clock, origin: originOf(c), mailAddresses }))
  })
  app.route('/', clockRoutes(world))
  app.get('/chatwork', (c) => c.html(chatPage(world, c.req.query('room'))))
  app.get('/zendesk', (c) => c.html(ticketPage(world, c.req.query('ticket'))))
  app.get('/newsletter', (c) => c.html(newsletterPage(world)))
  app.get('/gateway', (c) => c.html(gatewayPage(world)))
  app.route('/', mailRoutes(world))
  app.get('/sandbox/events', (c) =>
    streamSSE(c, async (stream) => {
      const stop = world.news.listen((service) => void stream.writeSSE({ data: service }))
      const left = new Promise<void>((resolve) => stream.onAbort(resolve))
      await stream.writeSSE({ event: 'ready', data: '' })
      await left
      stop()
    }),
  )
  staticFiles(world, app)
  return app
}

function staticFiles(world: World, app: Hono<SandboxEnv>): void {
  app.get('/sandbox/style.css', () => file(styleSheet(), 'text/css'))
  app.get('/sandbox/live.js', () => file(assetText('live.js'), 'text/javascript'))
  app.get('/sandbox/icon.svg', () => file(assetText('icon.svg'), 'image/svg+xml'))
  app.get('/chatwork/icons/:name{(room|account)-\\d+\\.svg}', (c) => {
    const icon = iconFor(world.chatwork, c.req.param('name'))
    return icon === null ? c.notFound() : file(icon, 'image/svg+xml')
  })
  app.get('/fonts/:name{(400|700)\\.css}', (c) => {
    const css = fontFile(c.req.param('name'))
    return css === null ? c.notFound() : file(css, 'text/css', unchanging)
  })
  app.get('/fonts/files/:name{[\\w-]+\\.woff2?}', (c) => {
    const name = c.req.param('name')
    const font = fontFile(`files/${name}`)
    return font === null ? c.notFound() : file(font, name.endsWith('2') ? 'font/woff2' : 'font/woff', unchanging)
  })
}

/** The files of a font package's version never change. */
const unchanging = 'public, max-age=31536000, immutable'

function file(content: string | Uint8Array<ArrayBuffer>, type: string, cacheControl = 'no-cache'): Response {
  const headers = {
    'content-type': type.startsWith('text/') ? `${type}; charset=utf-8` : type,
    'cache-control': cacheControl,
    // A sandboxed frame has no origin of its own; its fonts are refused without this.
    'access-control-allow-origin': '*',
  }
  return new Response(content, { headers })
}
