import { newToken } from '../../platform/ids.ts'
import type { SmtpResult } from '../../platform/smtp.ts'
import type { Connector, Outcome, TestReport, Tools } from '../connector.ts'
import { mailOf } from './messages.ts'
import { type AdminMailSettings, adminMailDefinition } from './settings.ts'

export * from './settings.ts'

const MINUTE = 60_000
const HOUR = 60 * MINUTE

/** The administrators' mail: one mail for each event and recipient, unless Chatwork replaces it. */
export function adminMail(options: { messageIdHost: string }): Connector<AdminMailSettings> {
  return {
    name: 'admin-mail',
    label: '管理者メール',
    settings: adminMailDefinition,
    policy: {
      concurrency: 5,
      callTimeoutMs: 60_000,
      retryDelaysMs: [10_000, 30_000, MINUTE, 5 * MINUTE, 15 * MINUTE, 30 * MINUTE, HOUR, 2 * HOUR],
      maxTries: Number.POSITIVE_INFINITY,
      giveUpAfterMs: 72 * HOUR,
      // The same Message-ID goes out again: a mail server or reader that got it already can tell.
      onUnknown: { kind: 'resend' },
      whilePaused: 'wait',
      onGivenUp: 'attention',
    },
    // Nobody can switch the last resort off; 通知メールの停止 belongs to Chatwork.
    isEnabled: () => true,
    plan(_event, settings, { mailReplaced }) {
      if (mailReplaced) return { deliveries: [], replacesMail: false }
      return {
        deliveries: settings.recipients.map((target) => ({ target, lane: null, onceKey: null })),
        replacesMail: false,
      }
    },
    test: (settings, tools) => sendTests(settings.recipients, tools, options.messageIdHost),
    async send(call, _settings, { mailer, shop }): Promise<Outcome> {
      const event = call.events[0]
      if (!event) return { kind: 'cancelled', reason: '知らせるイベントがありません' }
      const sent = await mailer.send({
        to: { address: call.target },
        ...mailOf(event, shop, call.cause),
        messageId: `<post-${call.reference}@${options.messageIdHost}>`,
      })
      switch (sent.kind) {
        case 'accepted':
          return { kind: 'delivered', answer: { status: null, text: sent.answer } }
        case 'rejected':
          return {
            kind: 'refused',
            reason: `メールサーバーが受け付けませんでした: ${sent.answer}`,
            answer: { status: null, text: sent.answer },
          }
        case 'postponed':
          return {
            kind: 'retry',
            reason: 'メールサーバーに渡せませんでした',
            connection: 'failing',
            answer: { status: null, text: sent.answer },
          }
        case 'unknown':
          return {
            kind: 'unknown',
            reason: '送信の途中で接続が切れました',
            connection: 'failing',
            answer: { status: null, text: sent.answer },
          }
        case 'not_configured':
          return { kind: 'retry', hold: true, reason: 'メール送信(SMTP)が設定されていません' }
      }
    },
  }
}

/** One mail marked as a test to each recipient; says what the mail server answered. */
async function sendTests(recipients: string[], { mailer, shop }: Tools, host: string): Promise<TestReport> {
  const steps: TestReport['steps'] = []
  for (const address of recipients) {
    const sent = await mailer.send({
      to: { address },
      subject: '【テスト送信】管理者へのメール通知',
      text: `このアドレスに、${shop.shopName}の各種イベントのお知らせが届きます。\n\n--\n${shop.shopName}(Luxlinerからの自動送信)`,
      messageId: `<test-${newToken(12)}@${host}>`,
    })
    steps.push({ label: address, ok: sent.kind === 'accepted', message: testWords(sent) })
  }
  if (steps.length === 0)
    steps.push({ label: '宛先', ok: false, message: '宛先のメールアドレスが保存されていません。' })
  return { ok: steps.every((step) => step.ok), steps }
}

function testWords(sent: SmtpResult): string {
  if (sent.kind === 'accepted') return 'テストメールを送りました。届いているかご確認ください。'
  if (sent.kind === 'not_configured')
    return 'メール送信(SMTP)が設定されていません。「設定 → メール送信」で設定してください。'
  return `メールサーバーの応答: ${sent.answer}`
}

/** The addresses of the administrators, for fallback mails and alarms. */
export function administratorAddresses(settings: Record<string, unknown>): string[] {
  return adminMailDefinition.schema.parse(settings).recipients
}
