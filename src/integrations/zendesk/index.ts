import type { Call, Connector, DeliveryPolicy, Outcome, ShopFacts, Tools } from '../connector.ts'
import { NOTHING } from '../connector.ts'
import { dear } from '../wording.ts'
import { createAccessTokens, TOKEN_TIMEOUT_MS } from './access-tokens.ts'
import { createTicket, findTicket, type Search, TIMEOUTS } from './client.ts'
import { testConnection } from './connection-test.ts'
import { checkCredentials } from './credentials.ts'
import { type Desk, deskOf, ticketPage } from './desk.ts'
import { RETRY_AFTER } from './failures.ts'
import { type CompletedApplication, renderTicket } from './messages.ts'
import { type ZendeskSettings, zendeskDefinition } from './settings.ts'

export { form, type ZendeskSettings, zendeskDefinition, zendeskSettings } from './settings.ts'

const MINUTE = 60_000
const HOUR = 60 * MINUTE

const policy: DeliveryPolicy = {
  // Zendesk was seen to answer 429 at five creations a second, and collides on two tickets of one new requester.
  concurrency: 2,
  // Looking, creating and looking again, with an access token fetched and fetched anew.
  callTimeoutMs: TIMEOUTS.create + 2 * TIMEOUTS.look + 2 * TOKEN_TIMEOUT_MS,
  retryDelaysMs: [5_000, 15_000, 30_000, MINUTE, 2 * MINUTE, 5 * MINUTE, 10 * MINUTE, 15 * MINUTE],
  // Time alone ends the tries: those of a paused connection must not use them up.
  maxTries: Number.POSITIVE_INFINITY,
  giveUpAfterMs: 72 * HOUR,
  // An Enterprise account's; the first answer's headers tell what this account really has left.
  budget: { calls: 700, perMs: MINUTE, whenSpent: 'wait', restAtMostMs: RETRY_AFTER.mostMs },
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
  const tokens = createAccessTokens()
  const desk = (settings: ZendeskSettings, { http }: Tools) => deskOf(apiBase, settings, http, tokens)
  return {
    name: 'zendesk',
    label: 'Zendesk',
    settings: zendeskDefinition,
    policy,
    isEnabled: (settings) => settings.enabled,
    budgetKey: ({ subdomain }) => `zendesk:${subdomain}`,
    plan: (event) =>
      event.type === 'application.completed'
        ? { deliveries: [{ target: 'ticket', lane: null, onceKey: null }], replacesMail: false }
        : NOTHING,
    render: requestOf,
    send: (call, settings, tools) => send(desk(settings, tools), call, settings, tools.shop),
    attentionOf: (call) => {
      const { application, customer } = applicationOf(call).payload
      const title = `Zendeskのチケットを作成できませんでした: 申し込み ${application.number}(${dear(customer)})`
      return { subject: application.id, title }
    },
    beforeSave: (next, previous, tools) => checkCredentials(desk(next, tools), next, previous),
    test: (settings, tools) => testConnection(desk(settings, tools), settings),
  }
}

const EARLIER = '前の送信でチケットが作成されていました'

async function send(desk: Desk, call: Call, settings: ZendeskSettings, shop: ShopFacts): Promise<Outcome> {
  const look = () => findTicket(desk, applicationOf(call).payload.application.id)
  // The key alone would do for two hours, and only if Zendesk remembers it: looking does at any time.
  if (call.unsure) {
    const earlier = await look()
    if (earlier.kind !== 'none') return outcomeOfSearch(desk, earlier)
  }
  const request = call.request ?? requestOf(call, settings, shop)
  const creation = await createTicket(desk, `luxliner-${call.reference}`, request)
  switch (creation.kind) {
    case 'failed':
      return creation.outcome
    case 'created': {
      const { ticketId, repeated, answer, budget } = creation
      const note = repeated ? { note: EARLIER } : {}
      return { ...delivered(desk, ticketId), ...note, answer, ...(budget ? { budget } : {}) }
    }
    case 'key_refused':
    case 'unreadable': {
      const existing = await look()
      // Never another key: this one is forgotten after two hours, and looking comes first.
      if (existing.kind === 'none') return { kind: 'unknown', reason: creation.reason, answer: creation.answer }
      return outcomeOfSearch(desk, existing)
    }
  }
}

function outcomeOfSearch(desk: Desk, search: Exclude<Search, { kind: 'none' }>): Outcome {
  if (search.kind === 'found')
    return {
      ...delivered(desk, search.ticketId),
      note: EARLIER,
      answer: search.answer,
      ...(search.budget ? { budget: search.budget } : {}),
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
  return renderTicket(applicationOf(call), settings, shop)
}

function applicationOf(call: Call): CompletedApplication {
  const event = call.events[0]
  if (event?.type !== 'application.completed') throw new Error(`a Zendesk call of ${event?.type ?? 'no event'}`)
  return event
}
