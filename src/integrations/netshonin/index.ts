import type { Connector, DeliveryPolicy, SaveCheck, Tools } from '../connector.ts'
import { NOTHING } from '../connector.ts'
import { faultsOfEntries } from './entries.ts'
import { fetchForm } from './fetch-form.ts'
import { checkFormUrl } from './form-url.ts'
import { registerAndJudge } from './judgement.ts'
import { listingOf, registrationOf } from './messages.ts'
import { type NetshoninSettings, netshoninDefinition } from './settings.ts'
import { LIMITS } from './visit.ts'

export { checkFormUrl } from './form-url.ts'
export { form, type NetshoninSettings, netshoninDefinition, netshoninSettings } from './settings.ts'

const MINUTE = 60_000

const policy: DeliveryPolicy = {
  // A form on rented web space: no more than a visitor or two at once.
  concurrency: 2,
  callTimeoutMs: LIMITS.totalMs,
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
      const [fault] = faultsOfEntries(settings.entries, settings.formUrl)
      if (fault !== undefined)
        return { kind: 'refused', reason: `登録フォームの設定が済んでいないため、送信していません(${fault})` }
      return (await registerAndJudge(tools.http, settings, registrationOf(call))).outcome
    },
    byHand: registrationOf,
    async beforeSave(next, _previous, tools) {
      const before = checkAddresses(next, options.trustedHosts)
      if (!before.ok || next.entries.length > 0) return before
      const read = await readWhileSaving(next, tools)
      return read.ok ? checkAddresses(read.settings, options.trustedHosts) : read
    },
  }
}

function checkAddresses(
  settings: NetshoninSettings,
  trustedHosts: ReadonlySet<string> | undefined,
): SaveCheck<NetshoninSettings> {
  const faults = (['formUrl', 'pageUrl'] as const).flatMap((field) => {
    const message = trustedHosts && settings[field] !== '' ? checkFormUrl(settings[field], trustedHosts) : null
    return message === null ? [] : [{ field, message }]
  })
  return faults.length > 0 ? { ok: false, faults } : { ok: true, settings }
}

/** Nobody pasted a form: the manual's three settings must do, so the form is read from its own address. */
async function readWhileSaving(next: NetshoninSettings, tools: Tools): Promise<SaveCheck<NetshoninSettings>> {
  const reading = await fetchForm(tools.http, next.formUrl)
  const refuse = (message: string): SaveCheck<NetshoninSettings> => ({
    ok: false,
    faults: [{ field: 'entries', message }],
  })
  if (reading.kind === 'no_form')
    return refuse(
      `登録フォームを読み取れませんでした。${reading.reason}「フォームを読み取る」に、登録フォームのHTMLを貼り付けてください。`,
    )
  const [fault] = faultsOfEntries(reading.settings.entries, reading.settings.formUrl)
  if (fault !== undefined)
    return refuse(
      `登録フォームを自動では読み取りきれませんでした。「フォームを読み取る」を押して、内容をご確認ください。${fault}`,
    )
  return { ok: true, settings: { ...next, ...reading.settings } }
}
