import { once } from 'node:events'
import type { HttpBindings } from '@hono/node-server'
import { RESPONSE_ALREADY_SENT } from '@hono/node-server/utils/response'
import type { Context, MiddlewareHandler } from 'hono'
import { noteCall } from './calls.ts'
import { type Fault, type FaultService, takeFault, waitOut } from './faults.ts'
import type { World } from './world.ts'

/** The Hono environment of every sandbox router: the raw Node request and answer are at hand. */
export type SandboxEnv = { Bindings: HttpBindings }

/** How a service words the faults that are answers. */
export type FaultAnswers = Record<'429' | '500' | '401', (c: Context<SandboxEnv>) => Response>

/** Every call to a service passes here first: it is noted, and meets the fault that is switched on. */
export function gate(world: World, service: FaultService, answers: FaultAnswers): MiddlewareHandler<SandboxEnv> {
  return async (c, next) => {
    const call = noteCall(world.calls, service, c.req.method, c.req.path)
    const fault = takeFault(world.faults, service)
    if (fault === null) {
      await next()
      call.status = statusGiven(c.res)
      return
    }
    call.fault = fault.mode
    world.news.tell(service)
    if (fault.afterAccepting) await next()
    if (fault.mode === 'slow') {
      await waitOut(fault)
      if (!fault.afterAccepting) await next()
    } else {
      const response = await faultyAnswer(c, fault, answers)
      c.res = undefined
      c.res = response
    }
    call.status = statusGiven(c.res)
  }
}

/** Null for a call that was held open or cut off: `RESPONSE_ALREADY_SENT` carries this header and says 200. */
function statusGiven(response: Response): number | null {
  return response.headers.has('x-hono-already-sent') ? null : response.status
}

async function faultyAnswer(c: Context<SandboxEnv>, fault: Fault, answers: FaultAnswers): Promise<Response> {
  if (fault.mode === 'hang') return holdOpen(c)
  if (fault.mode === 'close') return cutOff(c)
  if (fault.mode === '429' || fault.mode === '500' || fault.mode === '401') return answers[fault.mode](c)
  throw new Error(`a fault of mode ${fault.mode} has no answer`)
}

/** Never answers: returns only when the client has gone (or the sandbox stops). */
export async function holdOpen(c: Context<SandboxEnv>): Promise<Response> {
  const { outgoing } = c.env
  if (!outgoing.destroyed && !outgoing.closed) await once(outgoing, 'close')
  return RESPONSE_ALREADY_SENT
}

/** Drops the connection without an answer. */
export function cutOff(c: Context<SandboxEnv>): Response {
  c.env.incoming.socket.destroy()
  return RESPONSE_ALREADY_SENT
}

/** Where the caller reaches this sandbox, so that links in answers work through any host name. */
export function originOf(c: Context): string {
  return new URL(c.req.url).origin
}
