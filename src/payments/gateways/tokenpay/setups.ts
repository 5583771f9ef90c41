import type { HttpResult } from '../../../platform/http-client.ts'
import type { SaveFinding, SaveOutcome } from '../contract.ts'
import { cardOf, failureOf, readError, readSetup } from './wire.ts'

/** 200 and 402 carry a setup, 409 the one made before under the same id. Other 4xx saved nothing; 5xx may have. */
export function saveOutcome(result: HttpResult): SaveOutcome {
  if (result.kind === 'not_sent') return { kind: 'not_sent', reason: result.reason }
  if (result.kind === 'lost') return { kind: 'unknown', reason: result.reason }
  const found = [200, 402, 409].includes(result.status) ? setupFound(result.body) : null
  if (found?.kind === 'pending') return { kind: 'unknown', reason: '決済会社で処理中です' }
  if (found !== null) return found
  const { code, message } = readError(result)
  const surelyRefused = result.status >= 400 && result.status < 500 && ![402, 408, 409].includes(result.status)
  return { kind: surelyRefused ? 'not_sent' : 'unknown', reason: `${message}(${code})` }
}

/** What the gateway knows of a setup. */
export function saveFinding(result: HttpResult): SaveFinding {
  if (result.kind !== 'answered') return { kind: 'cannot_look', reason: result.reason }
  const found = result.status === 200 ? setupFound(result.body) : null
  if (found !== null) return found
  const { code, message } = readError(result)
  // A proxy's own 404 is not the gateway's word that there is no such setup.
  if (result.status === 404 && code === 'not_found') return { kind: 'absent' }
  return { kind: 'cannot_look', reason: `${message}(${code})` }
}

function setupFound(body: Buffer): Exclude<SaveFinding, { kind: 'absent' | 'cannot_look' }> | null {
  const setup = readSetup(body)
  if (setup === null) return null
  switch (setup.status) {
    case 'succeeded':
      return setup.customer === null ? null : { kind: 'saved', card: cardOf(setup), reference: setup.customer }
    case 'declined':
      return { kind: 'declined', ...failureOf(setup) }
    case 'action_required':
      return setup.redirect_url === null ? { kind: 'pending' } : { kind: 'action_required', url: setup.redirect_url }
    case 'pending':
      return { kind: 'pending' }
  }
}
