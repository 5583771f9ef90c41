import { X509Certificate } from 'node:crypto'
import type { Http } from '../../../platform/http-client.ts'
import { certificateAddress } from './addresses.ts'

/** `unreachable` may pass; `unusable`: none there, not valid now, or not SNS's. */
export type FoundCertificate = X509Certificate | 'unreachable' | 'unusable'

export interface SnsCertificates {
  /** @param address one that `certificateAddress` lets through; any other is `unusable` */
  find(address: string, now: Date): Promise<FoundCertificate>
}

/** One certificate a region and year is in use. */
const MOST_KEPT = 20
/** At once and for all callers: forged messages that name ever new files must not make us ask without end. */
const MOST_ASKED = 4
const TIMEOUT_MS = 5_000
/** SNS's certificates have 2 to 3 kB. */
const LARGEST = 20_000

/** Certificates of SNS by their address: fetched once, kept in memory, their validity looked at on each use. */
export function createSnsCertificates(request: Http['request']): SnsCertificates {
  const kept = new Map<string, X509Certificate>()
  const asked = new Map<string, Promise<FoundCertificate>>()
  const fetchOnce = (address: string) => {
    const running = asked.get(address)
    if (running !== undefined) return running
    if (asked.size >= MOST_ASKED) return 'unreachable'
    const fetching = fetchCertificate(request, address).finally(() => asked.delete(address))
    asked.set(address, fetching)
    return fetching
  }
  return {
    async find(address, now) {
      if (certificateAddress(address) === null) return 'unusable'
      const found = kept.get(address) ?? (await fetchOnce(address))
      if (typeof found === 'string') return found
      if (!isValid(found, now)) {
        kept.delete(address)
        return 'unusable'
      }
      const oldest = kept.keys().next().value
      if (!kept.has(address) && kept.size >= MOST_KEPT && oldest !== undefined) kept.delete(oldest)
      kept.set(address, found)
      return found
    },
  }
}

async function fetchCertificate(request: Http['request'], url: string): Promise<FoundCertificate> {
  try {
    const answer = await request({ method: 'GET', url, timeoutMs: TIMEOUT_MS, maxBytes: LARGEST })
    if (answer.kind !== 'answered' || answer.status >= 500 || answer.status === 429) return 'unreachable'
    if (answer.status !== 200 || answer.truncated) return 'unusable'
    return new X509Certificate(answer.body)
  } catch {
    return 'unusable'
  }
}

/**
 * RSA, valid now, and made out to Amazon. Who issued it is not looked into: that it lies at SNS's own host is what makes
 * it SNS's, and TLS has proved that host.
 */
function isValid(certificate: X509Certificate, now: Date): boolean {
  const names = `${certificate.subject}\n${certificate.subjectAltName ?? ''}`
  return (
    certificate.publicKey.asymmetricKeyType === 'rsa' &&
    certificate.validFromDate <= now &&
    now <= certificate.validToDate &&
    /(?:CN=|DNS:)sns\.[a-z0-9.-]{0,60}amazonaws\.com(?:\.cn)?(?=[\n,]|$)/.test(names)
  )
}
