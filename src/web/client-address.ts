import { getConnInfo } from '@hono/node-server/conninfo'
import type { Context } from 'hono'

const LOOPBACK = /^(127\.|::1$|::ffff:127\.)/

/**
 * The client's own IP address. Behind a proxy on this machine (the connection comes from loopback) it is the last entry of
 * X-Forwarded-For, which that proxy wrote itself; entries before it are the client's own words and are not believed.
 */
export function clientAddress(c: Context): string {
  const direct = getConnInfo(c).remote.address ?? 'unknown'
  if (!LOOPBACK.test(direct)) return direct
  return c.req.header('x-forwarded-for')?.split(',').at(-1)?.trim() || direct
}
