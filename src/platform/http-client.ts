import { lookup } from 'node:dns/promises'
import http from 'node:http'
import https from 'node:https'
import { BlockList, isIP } from 'node:net'
import { setTimeout as delay } from 'node:timers/promises'

/** One outbound request. The body goes out exactly as given. */
export interface HttpRequest {
  method: 'GET' | 'POST' | 'PUT' | 'DELETE'
  url: string
  headers?: Record<string, string>
  body?: string | Uint8Array
  /** For all of it, from the question to DNS to the last byte. */
  timeoutMs: number
  /** Bytes of the answer that are read; the rest is cut off. */
  maxBytes?: number
}

/**
 * How a request ended.
 * `not_sent`: surely without effect (no connection, DNS, TLS, refused address). `lost`: sent, or perhaps sent, without a
 * whole answer (time-out, reset). Redirects are answers like any other and never followed.
 */
export type HttpResult =
  | { kind: 'answered'; status: number; headers: Record<string, string>; body: Buffer; truncated: boolean }
  | { kind: 'not_sent'; reason: string; code: string }
  | { kind: 'lost'; reason: string; code: string }

export interface Http {
  request(request: HttpRequest): Promise<HttpResult>
}

const DEFAULT_MAX_BYTES = 1_000_000

/**
 * Idle connections are closed after 4 s: servers close them after 5 s and more, and a request that meets such a close would
 * have an unknown outcome though it never went out.
 */
const KEPT: http.AgentOptions = { keepAlive: true, maxSockets: 64, keepAliveMsecs: 15_000, timeout: 4_000 }

/**
 * Addresses that the shop's settings must not reach: loopback, private, link-local, carrier NAT, multicast, reserved, and
 * those of IPv6 that carry any IPv4 address inside (compatible, NAT64, Teredo, 6to4).
 */
function privateAddresses(): BlockList {
  const list = new BlockList()
  for (const [net, prefix] of [
    ['0.0.0.0', 8],
    ['10.0.0.0', 8],
    ['100.64.0.0', 10],
    ['127.0.0.0', 8],
    ['169.254.0.0', 16],
    ['172.16.0.0', 12],
    ['192.0.0.0', 24],
    ['192.168.0.0', 16],
    ['198.18.0.0', 15],
    ['224.0.0.0', 3],
  ] as const)
    list.addSubnet(net, prefix, 'ipv4')
  for (const [net, prefix] of [
    ['::', 96],
    ['64:ff9b::', 96],
    ['64:ff9b:1::', 48],
    ['2001::', 32],
    ['2002::', 16],
    ['fc00::', 7],
    ['fe80::', 9],
    ['ff00::', 8],
  ] as const)
    list.addSubnet(net, prefix, 'ipv6')
  return list
}

/** Whether an IP address is none that the public internet reaches. IPv4 written inside IPv6 is judged as IPv4. */
export function createAddressJudge(): (address: string) => boolean {
  const list = privateAddresses()
  return (address) => {
    const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address)?.[1]
    const plain = mapped ?? address
    return list.check(plain, isIP(plain) === 6 ? 'ipv6' : 'ipv4')
  }
}

/**
 * The outbound client. Plain http and private addresses are refused unless the host (`name` or `name:port`) is trusted;
 * the address is judged after DNS and the connection goes to the judged address, so that a name cannot point elsewhere
 * a moment later.
 */
export function createHttp(trustedHosts: ReadonlySet<string>): Http {
  const isPrivate = createAddressJudge()
  const httpAgent = new http.Agent(KEPT)
  const httpsAgent = new https.Agent(KEPT)
  return {
    async request(request) {
      const url = new URL(request.url)
      const trusted = trustedHosts.has(url.host) || trustedHosts.has(url.hostname)
      if (url.protocol !== 'https:' && !(trusted && url.protocol === 'http:'))
        return { kind: 'not_sent', code: 'insecure', reason: 'https:// で始まるアドレスではありません' }
      const began = performance.now()
      const address = await resolve(url.hostname, request.timeoutMs)
      if (address === null) return { kind: 'not_sent', code: 'dns', reason: `${url.hostname} が見つかりません` }
      if (!trusted && isPrivate(address))
        return { kind: 'not_sent', code: 'private_address', reason: `${url.hostname} は社内や自分自身のアドレスです` }
      const timeoutMs = request.timeoutMs - (performance.now() - began)
      return exchange({ ...request, timeoutMs }, url, address, url.protocol === 'https:' ? httpsAgent : httpAgent)
    },
  }
}

async function resolve(hostname: string, timeoutMs: number): Promise<string | null> {
  const literal = hostname.replace(/^\[|\]$/g, '')
  if (isIP(literal)) return literal
  const timer = new AbortController()
  try {
    // The system's resolver has a patience of its own, which may be half a minute.
    const found = await Promise.race([lookup(literal), delay(timeoutMs, null, { signal: timer.signal })])
    return found?.address ?? null
  } catch {
    return null
  } finally {
    timer.abort()
  }
}

function exchange(request: HttpRequest, url: URL, address: string, agent: http.Agent): Promise<HttpResult> {
  return new Promise((done) => {
    // A request is surely not sent only until its connection stands; on a kept connection that is from the start.
    let connected = false
    const call = (url.protocol === 'https:' ? https : http).request(url, {
      method: request.method,
      headers: withLength(request),
      agent,
      servername: isIP(url.hostname) ? '' : url.hostname,
      lookup: (_name, options, callback) => {
        const family = isIP(address)
        if (options.all) callback(null, [{ address, family }])
        else callback(null, address, family)
      },
    })
    const timer = setTimeout(() => call.destroy(timeoutError()), request.timeoutMs)
    const finish = (result: HttpResult) => {
      clearTimeout(timer)
      done(result)
    }
    call.on('socket', (socket) => {
      if (socket.connecting)
        socket.once(url.protocol === 'https:' ? 'secureConnect' : 'connect', () => (connected = true))
      else connected = true
    })
    call.on('error', (error: NodeJS.ErrnoException) => {
      const code = error.code ?? 'error'
      finish({ kind: connected ? 'lost' : 'not_sent', code, reason: describeFault(code, connected) })
    })
    call.on('response', (response) => {
      readBody(response, request.maxBytes ?? DEFAULT_MAX_BYTES).then(
        ({ body, truncated }) =>
          finish({
            kind: 'answered',
            status: response.statusCode ?? 0,
            headers: flat(response.headers),
            body,
            truncated,
          }),
        () => finish({ kind: 'lost', code: 'cut', reason: '応答の途中で接続が切れました' }),
      )
    })
    call.end(request.body)
  })
}

function withLength(request: HttpRequest): Record<string, string> {
  const headers = { ...request.headers }
  if (request.body !== undefined) headers['content-length'] = String(Buffer.byteLength(request.body))
  return headers
}

function readBody(response: http.IncomingMessage, maxBytes: number): Promise<{ body: Buffer; truncated: boolean }> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = []
    let size = 0
    response.on('data', (chunk: Buffer) => {
      size += chunk.length
      chunks.push(chunk)
      if (size > maxBytes) {
        resolve({ body: Buffer.concat(chunks).subarray(0, maxBytes), truncated: true })
        response.destroy()
      }
    })
    response.on('end', () => resolve({ body: Buffer.concat(chunks), truncated: false }))
    response.on('error', reject)
    response.on('aborted', () => reject(new Error('aborted')))
  })
}

function flat(headers: http.IncomingHttpHeaders): Record<string, string> {
  const result: Record<string, string> = {}
  for (const [name, value] of Object.entries(headers)) if (value !== undefined) result[name] = String(value)
  return result
}

function timeoutError(): NodeJS.ErrnoException {
  return Object.assign(new Error('timeout'), { code: 'timeout' })
}

function describeFault(code: string, connected: boolean): string {
  if (code === 'timeout') return connected ? '時間内に応答がありませんでした' : '時間内に接続できませんでした'
  if (code === 'ECONNREFUSED') return '接続を拒否されました'
  if (code === 'ECONNRESET' || code === 'EPIPE') return '接続が途中で切れました'
  if (code.startsWith('CERT_') || code.includes('SSL') || code.includes('SELF_SIGNED'))
    return 'サーバー証明書を確認できませんでした'
  return connected ? `通信が途中で失敗しました (${code})` : `接続できませんでした (${code})`
}
