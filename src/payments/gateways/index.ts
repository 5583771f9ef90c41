import type { Http } from '../../platform/http-client.ts'
import type { PaymentsSettings } from '../settings.ts'
import type { CardGateway } from './contract.ts'
import { tokenpay } from './tokenpay/index.ts'

/** A charge whose answer takes longer counts as unknown and is looked up. */
export const CHARGE_TIMEOUT_MS = 20_000

/** The gateway that the settings name, or null when none is set. */
export function openGateway(
  settings: Pick<PaymentsSettings, 'gateway' | 'apiBase' | 'publishableKey' | 'secretKey'>,
  http: Http,
  chargeTimeoutMs = CHARGE_TIMEOUT_MS,
): CardGateway | null {
  switch (settings.gateway) {
    case 'none':
      return null
    case 'tokenpay':
      return tokenpay(http, { ...settings, chargeTimeoutMs })
  }
}
