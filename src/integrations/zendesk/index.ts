import type { Call, Connector, DeliveryPolicy, Outcome, ShopFacts, Tools } from '../connector.ts'
import { NOTHING } from '../connector.ts'
import { createTicket, findTicket, type Search, TIMEOUTS } from './client.ts'
import { testConnection } from './connection-test.ts'
import { type Desk, deskOf, ticketPage } from './desk.ts'
import { type CompletedApplication, renderTicket } from './messages.ts'
import { type ZendeskSettings, zendeskDefinition } from './settings.ts'

export { testConnection } from './connection-test.ts'
export { form, type ZendeskSettings, zendeskDefinition, zendeskSettings } from './settings.ts'

const MINUTE = 60_000
const HOUR = 60 * MINUTE

/** Zendesk forgets an idempotency key two hours after its first use; looking begins a little earlier than that. */
const KEY_TRUSTED_MS = 2 * HOUR - 5 * MINUTE

const policy: DeliveryPolicy = {
  // Zendesk was seen to answer 429 at five creations a second, and collides on two tickets of one new requester.
  concurrency: 2,
  // Looking, creating and looking again.
  callTimeoutMs: TIMEOUTS.create + 2 * TIMEOUTS.look,
  retryDelaysMs: [5_000, 15_000, 30_000, MINUTE, 2 * MINUTE, 5 * MINUTE, 10 * MINUTE, 15 * MINUTE],
  // Time alone ends the tries: those of a paused connection must not use them up.
  maxTries: Number.POSITIVE_INFINITY,
  giveUpAfterMs: 72 * HOUR,
  onUnknown: { kind: 'resend' },
  whilePaused: 'wait',
  onGivenUp: 'attention',
}

/** Zendesk: one ticket for each completed application. `apiBase` has `{subdomain}` where the account's label goes. */
export function zendesk({
  apiBase = 'https://{subdomain}.zendesk.com',
}: {
  apiBase?: string
} = {}): Connector<ZendeskSettings> {
  return {
    name: 'zendesk',
    label: 'Zendesk',
    settings: zendeskDefinition,
    policy,
    isEnabled: (settings) => settings.enabled,
    plan: (event) =>
      event.type === 'application.completed'
        ? { deliveries: [{ target: 'ticket', lane: null, onceKey: null }], replacesMail: false }
        : NOTHING,
    render: requestOf,
    send: (call, settings, tools) => send(deskOf(apiBase, settings), call, settings, tools),
    test: (settings, tools) => testConnection(apiBase, settings, tools),
  }
}

async function send(desk: Desk, call: Call, settings: ZendeskSettings, tools: Tools): Promise<Outcome> {
  const look = () => findTicket(tools.http, desk, applicationOf(call).payload.application.id)
  if (call.firstTriedMsAgo !== null && call.firstTriedMsAgo > KEY_TRUSTED_MS) {
    const earlier = await look()
    if (earlier.kind !== 'none') return outcomeOfSearch(desk, earlier)
  }
  const request = call.request ?? requestOf(call, settings, tools.shop)
  const creation = await createTicket(tools.http, desk, `luxliner-${call.reference}`, request)
  switch (creation.kind) {
    case 'failed':
      return creation.outcome
    case 'created': {
      const note = creation.repeated ? { note: '前の送信でチケットが作成されていました' } : {}
      return { ...delivered(desk, creation.ticketId), ...note, answer: creation.answer }
    }
    case 'key_refused':
    case 'unreadable': {
      const existing = await look()
      // Never another key: this one is forgotten after two hours, and looking still comes first.
      if (existing.kind === 'none') return { kind: 'unknown', reason: creation.reason, answer: creation.answer }
      return outcomeOfSearch(desk, existing)
    }
  }
}

function outcomeOfSearch(desk: Desk, search: Exclude<Search, { kind: 'none' }>): Outcome {
  if (search.kind === 'found')
    return {
      ...delivered(desk, search.ticketId),
      note: '前の送信でチケットが作成されていました',
      answer: search.answer,
    }
  const { outcome } = search
  // A search that is refused says nothing of the ticket, which an earlier try may have made.
  if (outcome.kind !== 'refused') return outcome
  const reason = `チケットが作成済みかどうかを確認できませんでした: ${outcome.reason}`
  return { kind: 'unknown', reason, ...(outcome.answer ? { answer: outcome.answer } : {}) }
}

function delivered(desk: Desk, ticketId: string): Extract<Outcome, { kind: 'delivered' }> {
  return { kind: 'delivered', remoteId: ticketId, remoteUrl: ticketPage(desk, ticketId) }
}

function requestOf(call: Call, settings: ZendeskSettings, shop: ShopFacts): string {
  return renderTicket(applicationOf(call), settings.commentPublic, shop)
}

function applicationOf(call: Call): CompletedApplication {
  const event = call.events[0]
  if (event?.type !== 'application.completed') throw new Error(`a Zendesk call of ${event?.type ?? 'no event'}`)
  return event
}
