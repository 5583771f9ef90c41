import type { MailReportSettings, ProviderSource, SnsCertificates } from '../../mail/index.ts'
import type { Clock } from '../../platform/clock.ts'
import type { Http } from '../../platform/http-client.ts'
import type { Log } from '../../platform/log.ts'

/** What the hooks need, put together in `app.ts`. */
export interface HookParts {
  /** The settings as they are now. */
  settings(): Promise<MailReportSettings>
  /**
   * Keeps the bytes of a genuine post, once it resolves for good. With a key that is there already nothing is kept, which
   * is no fault.
   */
  store(source: ProviderSource, key: string, raw: Uint8Array): Promise<unknown>
  certificates: SnsCertificates
  /** For the one GET that confirms a subscription. */
  request: Http['request']
  clock: Clock
  log: Pick<Log, 'info' | 'warn' | 'error'>
}
