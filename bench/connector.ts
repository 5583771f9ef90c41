import { z } from 'zod'
import type { Connector, Outcome } from '../src/integrations/connector.ts'
import { KEY_HEADER } from './receiver.ts'

const MINUTE = 60_000

/** Calls in flight at once. The remote answers in well under a millisecond, so more would only queue for the pool. */
export const CONCURRENCY = 16

const settings = z.object({ enabled: z.boolean() })
type BenchSettings = z.infer<typeof settings>

/**
 * An outside service without any limit: one POST for each event to `url`. Its policy is Zendesk's (no lanes, the request is
 * rendered once and stored) but for the number of calls in flight, which is 2 there only because Zendesk asks for it.
 */
export function benchConnector(url: string): Connector<BenchSettings> {
  return {
    name: 'bench',
    label: '計測用の連携',
    settings: { name: 'integrations.bench', schema: settings, defaults: { enabled: true }, secrets: [] },
    policy: {
      concurrency: CONCURRENCY,
      callTimeoutMs: 20_000,
      retryDelaysMs: [5_000, 15_000, 30_000, MINUTE],
      maxTries: Number.POSITIVE_INFINITY,
      giveUpAfterMs: 72 * 60 * MINUTE,
      onUnknown: { kind: 'resend' },
      whilePaused: 'wait',
      onGivenUp: 'attention',
    },
    isEnabled: ({ enabled }) => enabled,
    plan: () => ({ deliveries: [{ target: 'receiver', lane: null, onceKey: null }], replacesMail: false }),
    render: (call) => JSON.stringify({ reference: call.reference, events: call.events }),
    async send(call, _settings, { http }): Promise<Outcome> {
      const result = await http.request({
        method: 'POST',
        url,
        headers: { 'content-type': 'application/json', [KEY_HEADER]: String(call.events[0]?.id ?? '') },
        body: call.request ?? '',
        timeoutMs: 20_000,
      })
      if (result.kind === 'not_sent') return { kind: 'retry', reason: result.reason }
      if (result.kind === 'lost') return { kind: 'unknown', reason: result.reason }
      const answer = { status: result.status, text: result.body.toString('utf8') }
      if (result.status !== 201) return { kind: 'refused', reason: `HTTP ${result.status}`, answer }
      return { kind: 'delivered', remoteId: call.reference, answer }
    },
  }
}
