import { once } from 'node:events'
import type { Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { createAdaptorServer } from '@hono/node-server'
import { Hono } from 'hono'
import type { Pool } from 'pg'
import { letterCustomers } from '../../src/customers/index.ts'
import type { DeliveriesContext } from '../../src/deliveries/index.ts'
import { createAdministration, createChatworkDesk, createNetshoninDesk } from '../../src/integrations/index.ts'
import { type Clock, clockWithOffset } from '../../src/platform/clock.ts'
import { createSecrets, type Secrets } from '../../src/platform/secrets.ts'
import { readShop } from '../../src/site/index.ts'
import { createOwner, createStaffAuth } from '../../src/staff/index.ts'
import { createApi } from '../../src/web/api/api.ts'
import { firstStart } from '../../src/web/api/first-start.ts'
import { clientAddress } from '../../src/web/client-address.ts'

/** The owner that `signInAsOwner` makes. */
export const OWNER = { name: '店主 太郎', email: 'owner@shop.example', password: 'correct horse battery' }

/** What a request answered; `body` is the parsed JSON, the text of a file, or null. */
export interface Answer {
  status: number
  headers: Headers
  body: unknown
}

/** Asks the API; paths are relative to `/api/v1`. A body makes the request JSON. */
export type Ask = (method: string, path: string, body?: unknown, headers?: Record<string, string>) => Promise<Answer>

/** The API behind a real HTTP server of its own. */
export interface ServedApi {
  url: string
  /** Asks without any credentials. */
  ask: Ask
  /** Makes the owner if need be, signs in, and asks as the owner's browser does from then on. */
  signInAsOwner(): Promise<Ask>
  close(): Promise<void>
}

/** Serves the API around the news of a test (`context`), against the Chatwork at `chatworkApiBase`. `more`: a clock that a test moves, and the key that its settings were sealed with. */
export async function serveApi(
  context: DeliveriesContext,
  pool: Pool,
  chatworkApiBase: string,
  more: { clock?: Clock; secrets?: Secrets } = {},
): Promise<ServedApi> {
  const app = new Hono()
  const server = createAdaptorServer({ fetch: app.fetch }) as Server
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const { db, doorbell, settings, mailer, log } = context
  const secrets = more.secrets ?? createSecrets('a master key for tests, 32 and more')
  const auth = createStaffAuth({ pool, secrets, baseUrl: url, log })
  const clock = more.clock ?? clockWithOffset(0)
  const administration = createAdministration(context)
  const parts = {
    ...{ db, doorbell, settings, mailer, log, auth },
    clock,
    returnedMail: { db, doorbell, settings, clock, baseUrl: url, customers: letterCustomers, alarm: context.alarm },
    contracts: { ...context, clock, secrets, baseUrl: url, chargeTimeoutMs: 400 },
    integrations: {
      ...administration,
      ...createChatworkDesk(context, administration, { apiBase: chatworkApiBase, clock }),
      ...createNetshoninDesk(context),
    },
    readShop: (reader: typeof db) => readShop(reader, { settings, baseUrl: url }),
    maintenance: { look: async () => {} },
    baseUrl: url,
    clientAddress,
  }
  app.route('/', createApi(parts))
  const ask = asking(url, {})
  return {
    url,
    ask,
    signInAsOwner: async () => {
      await createOwner({ db, doorbell, auth, onCreated: firstStart(settings, null) }, OWNER, null)
      return signIn(url, OWNER)
    },
    close: async () => {
      const closed = once(server, 'close')
      server.close()
      server.closeAllConnections()
      await closed
    },
  }
}

/** Signs a member of the staff in at the API of `url`, and asks as their browser does from then on. */
export async function signIn(url: string, { email, password }: { email: string; password: string }): Promise<Ask> {
  const signedIn = await asking(url, {})('POST', '/session', { email, password })
  const cookie = signedIn.headers.getSetCookie().map((line) => line.split(';')[0])
  return asking(url, { cookie: cookie.join('; '), 'sec-fetch-site': 'same-origin' })
}

function asking(url: string, always: Record<string, string>): Ask {
  return async (method, path, body, headers = {}) => {
    const answer = await fetch(`${url}/api/v1${path}`, {
      method,
      headers: { ...always, ...(body === undefined ? {} : { 'content-type': 'application/json' }), ...headers },
      ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    })
    const text = await answer.text()
    const isJson = answer.headers.get('content-type')?.includes('json') ?? false
    const parsed: unknown = isJson ? JSON.parse(text) : text
    return { status: answer.status, headers: answer.headers, body: text === '' ? null : parsed }
  }
}
