import { adminMailDefinition } from '../../src/integrations/admin-mail/settings.ts'
import { chatworkDefinition } from '../../src/integrations/chatwork/settings.ts'
import { fetchForm } from '../../src/integrations/netshonin/fetch-form.ts'
import { netshoninDefinition } from '../../src/integrations/netshonin/settings.ts'
import { zendeskDefinition } from '../../src/integrations/zendesk/settings.ts'
import { mailboxDefinition } from '../../src/mail/mailbox/settings.ts'
import { mailDefinition } from '../../src/mail/settings.ts'
import { paymentsDefinition } from '../../src/payments/settings.ts'
import type { Database, Tx } from '../../src/platform/database.ts'
import { createHttp } from '../../src/platform/http-client.ts'
import type { SettingsDefinition, SettingsStore } from '../../src/platform/settings.ts'
import { siteDefinition } from '../../src/site/settings.ts'
import type { Sandbox } from '../index.ts'
import { simpleForm } from '../newsletter/forms.ts'
import { agentEmail, agentId, apiToken, deskSubdomain, oauthClients } from '../zendesk/desk.ts'
import { BANK_ACCOUNT } from './transfers.ts'

const SAVED_BY = 'デモ'

/** Changes some fields of a page, keeping what staff changed elsewhere. */
async function change<T extends Record<string, unknown>>(
  tx: Tx,
  store: SettingsStore,
  definition: SettingsDefinition<T>,
  patch: Partial<T>,
): Promise<void> {
  const { value } = await store.readForSave(tx, definition)
  await store.write(tx, definition, { ...value, ...patch }, SAVED_BY)
}

const run = (db: Database, work: (tx: Tx) => Promise<void>) =>
  db.transaction().execute((tx) => work(Object.assign(tx, { wakes: new Set<string>() })))

/** The settings of a shop that has connected everything, all of it to the sandbox. */
export async function connectEverything(
  db: Database,
  store: SettingsStore,
  sandbox: Sandbox,
  ownerEmail: string,
): Promise<void> {
  const form = await readForm(sandbox)
  await run(db, async (tx) => {
    await change(tx, store, siteDefinition, {
      shopName: 'ひだまりオンラインスクール',
      contactEmail: 'support@luxliner-demo.example',
    })
    await change(tx, store, mailDefinition, {
      ...smtpOf(sandbox),
      security: 'plain',
      fromName: 'ひだまりオンラインスクール',
      fromAddress: 'info@luxliner-demo.example',
      returnAddress: 'returns@luxliner-demo.example',
    })
    await change(tx, store, mailboxDefinition, {
      ...imapOf(sandbox),
      ...{ enabled: true, security: 'plain', user: 'demo', password: 'demo' },
    })
    await change(tx, store, paymentsDefinition, {
      ...gatewayOf(sandbox),
      gateway: 'tokenpay',
      publishableKey: 'pk_sandbox_luxliner',
      secretKey: 'sk_sandbox_luxliner',
      bankAccount: BANK_ACCOUNT,
    })
    await change(tx, store, adminMailDefinition, { recipients: [ownerEmail] })
    await change(tx, store, chatworkDefinition, {
      enabled: true,
      apiToken: 'sandbox-chatwork-token',
      accountId: '5210001',
      accountName: '通知係',
      generalRoomId: '421500014',
      applicationRoomId: '421500011',
      paymentRoomId: '421500012',
      contractRoomId: '421500013',
      roomNames: {
        '421500014': '全体のお知らせ',
        '421500011': 'お申し込み通知',
        '421500012': '決済トラブル対応',
        '421500013': '契約・解約',
      },
    })
    await change(tx, store, zendeskDefinition, {
      enabled: true,
      subdomain: deskSubdomain,
      authentication: 'token',
      email: agentEmail,
      apiToken,
      // The other way is filled in too, ready to be chosen.
      clientId: oauthClients[0].id,
      clientSecret: oauthClients[0].secret,
      agentId,
      agentName: '受講生サポート',
    })
    await change(tx, store, netshoninDefinition, { ...form, enabled: true, planId: '101' })
  })
}

/** Points every address at this start's sandbox: its ports may differ from last time's. */
export async function pointAtSandbox(db: Database, store: SettingsStore, sandbox: Sandbox): Promise<void> {
  await run(db, async (tx) => {
    await change(tx, store, mailDefinition, smtpOf(sandbox))
    await change(tx, store, mailboxDefinition, imapOf(sandbox))
    await change(tx, store, paymentsDefinition, gatewayOf(sandbox))
    await change(tx, store, netshoninDefinition, { formUrl: formUrlOf(sandbox) })
  })
}

const smtpOf = ({ smtp }: Sandbox) => ({ host: smtp.host, port: smtp.port })
const imapOf = ({ imap }: Sandbox) => ({ host: imap.host, port: imap.port })
const gatewayOf = ({ url }: Sandbox) => ({ apiBase: `${url}/gateway` })
const formUrlOf = ({ url }: Sandbox) => `${url}${simpleForm.path}`

/** The form as フォームを読み取る would understand it. */
async function readForm(sandbox: Sandbox) {
  const http = createHttp(new Set([new URL(sandbox.url).host]))
  const reading = await fetchForm(http, formUrlOf(sandbox))
  if (reading.kind === 'no_form') throw new Error(`the newsletter form of the demo cannot be read: ${reading.reason}`)
  return reading.settings
}
