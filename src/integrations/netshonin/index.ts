import type { Connector, DeliveryPolicy, ManualRegistration, Outcome } from '../connector.ts'
import { NOTHING } from '../connector.ts'
import { LIMITS, postForm, type Reply } from './client.ts'
import { checkFormUrl } from './form-url.ts'
import { formBody, listingOf, nameHint, registrationOf } from './messages.ts'
import { meaningOf } from './result-page.ts'
import { type NetshoninSettings, netshoninDefinition } from './settings.ts'

export { checkFormUrl } from './form-url.ts'
export { form, type NetshoninSettings, netshoninDefinition, netshoninSettings } from './settings.ts'

const MINUTE = 60_000

const policy: DeliveryPolicy = {
  // A form on rented web space: no more than a visitor or two at once.
  concurrency: 2,
  callTimeoutMs: LIMITS.postMs + LIMITS.redirects * LIMITS.followMs,
  retryDelaysMs: [5_000, 15_000, 30_000, MINUTE],
  // Time alone ends the tries.
  maxTries: Number.POSITIVE_INFINITY,
  giveUpAfterMs: 10 * MINUTE,
  // Sending twice might register twice: what is not certain is looked at by a person.
  onUnknown: { kind: 'hand_over' },
  whilePaused: 'wait',
  onGivenUp: 'manual_registration',
}

/**
 * ネット商人Pro (アルケミーメール): puts new customers and buyers on mailing lists through the shop's own public form. With
 * `trustedHosts` (the http client's), an address that could never be called is refused when it is saved.
 */
export function netshonin(options: { trustedHosts?: ReadonlySet<string> } = {}): Connector<NetshoninSettings> {
  return {
    name: 'netshonin',
    label: 'ネット商人Pro',
    settings: netshoninDefinition,
    policy,
    isEnabled: (settings) => settings.enabled,
    plan(event, settings) {
      const listing = listingOf(event, settings)
      if (listing === null) return NOTHING
      const { planId, applicationId } = listing
      const onceKey = `application:${applicationId}:plan:${planId}`
      return { deliveries: [{ target: planId, lane: null, onceKey }], replacesMail: false }
    },
    async send(call, settings, tools) {
      const registration = registrationOf(call)
      const reply = await postForm(tools.http, settings.formUrl, formBody(registration, settings))
      return outcomeOf(reply, registration, settings)
    },
    byHand: registrationOf,
    async beforeSave(next) {
      const fault = options.trustedHosts ? checkFormUrl(next.formUrl, options.trustedHosts) : null
      if (fault !== null) return { ok: false, faults: [{ field: 'formUrl', message: fault }] }
      return { ok: true, settings: next }
    },
  }
}

function outcomeOf(reply: Reply, registration: ManualRegistration, settings: NetshoninSettings): Outcome {
  const { answer } = reply
  const hint = nameHint(registration)
  switch (reply.kind) {
    case 'not_sent': {
      const reason = `ネット商人の登録フォームに接続できませんでした(${reply.reason})`
      // Trying again cannot help where our own client refuses the address.
      if (reply.forbidden) return { kind: 'refused', reason: reason + hint, connection: 'failing', answer }
      return { kind: 'retry', reason, connection: 'failing', answer }
    }
    case 'refused':
      return { kind: 'refused', reason: reply.reason + hint, connection: 'failing', answer }
    case 'unreadable':
      return { kind: 'unknown', reason: reply.reason + hint, connection: 'failing', answer }
    case 'page':
      return { ...outcomeOfPage(reply.text, hint, settings), answer }
  }
}

function outcomeOfPage(text: string, hint: string, settings: NetshoninSettings): Outcome {
  switch (meaningOf(text, settings)) {
    case 'registered':
      return { kind: 'delivered', note: 'リストに登録しました' }
    case 'already':
      return { kind: 'delivered', note: 'すでにリストに登録されています' }
    case 'provisional':
      return { kind: 'delivered', note: '仮登録しました(お客様が確認メールから登録を済ませると、リストに登録されます)' }
    case 'rejected':
      return { kind: 'refused', reason: `ネット商人に登録できませんでした${quoted(text)}${hint}` }
    case 'unclear':
      return {
        kind: 'unknown',
        reason: `登録できたかどうかを結果のページから判断できませんでした${quoted(text)}${hint}`,
      }
  }
}

const LONGEST_QUOTE = 200

function quoted(text: string): string {
  return text === '' ? '(何も表示されませんでした)' : `(表示された内容: ${text.slice(0, LONGEST_QUOTE)})`
}
