import { nameOf } from '../../mail/index.ts'
import type { SmtpResult } from '../../platform/smtp.ts'
import type { Connector, Outcome } from '../connector.ts'
import { mailOf } from './messages.ts'
import { type AdminMailSettings, adminMailDefinition } from './settings.ts'
import { sendTests } from './test-mail.ts'

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
    async beforeSave(settings) {
      if (settings.recipients.length > 0) return { ok: true, settings }
      return { ok: false, faults: [{ field: 'recipients', message: '宛先を1件以上入力してください。' }] }
    },
    blockedBy: async ({ mailer }) => ((await mailer.isConfigured()) ? null : NOT_CONFIGURED),
    adviceOn: (failure) => advice[failure] ?? null,
    attentionOf: ({ target }) => ({ subject: target, title: `${target} へのお知らせメールを送れません` }),
    async send(call, _settings, { mailer, shop }): Promise<Outcome> {
      const event = call.events[0]
      if (!event) return { kind: 'cancelled', reason: '知らせるイベントがありません' }
      const sent = await mailer.send({
        to: { address: call.target },
        ...mailOf(event, shop, call.cause),
        messageId: `<post-${call.reference}@${options.messageIdHost}>`,
        name: nameOf({ kind: 'notice', reference: call.reference }),
      })
      return outcomeOf(sent)
    },
  }
}

function outcomeOf(sent: SmtpResult): Outcome {
  if (sent.kind === 'not_configured') return { kind: 'retry', hold: true, reason: NOT_CONFIGURED, failure: 'blocked' }
  const answer = { status: null, text: sent.answer }
  const server = { failure: 'server', answer }
  switch (sent.kind) {
    case 'accepted':
      return { kind: 'delivered', answer }
    case 'rejected':
      // Without a sender that the server takes nobody can be told: that waits for the settings to be mended.
      if (sent.whom === 'sender')
        return {
          kind: 'retry',
          reason: `メールサーバーが差出人を受け付けませんでした: ${sent.answer}`,
          connection: 'failing',
          ...server,
        }
      return {
        kind: 'refused',
        reason: `メールサーバーが受け付けませんでした: ${sent.answer}`,
        failure: 'recipient',
        answer,
      }
    case 'postponed':
      return {
        kind: 'retry',
        reason: `メールサーバーに渡せませんでした: ${sent.answer}`,
        connection: 'failing',
        ...server,
      }
    case 'unknown':
      return {
        kind: 'unknown',
        reason: `送信の途中で接続が切れました: ${sent.answer}`,
        connection: 'failing',
        ...server,
      }
  }
}

const NOT_CONFIGURED = 'メール送信(SMTP)が設定されていません'

const advice: Record<string, string> = {
  blocked: '「設定 → メール送信」でメールサーバーを設定してください。設定すると、待っているメールを送ります。',
  recipient: '宛先のメールアドレスに誤りがないかをご確認ください。',
  server:
    '「設定 → メール送信」のサーバー名、ユーザー名、パスワード、差出人をご確認ください。届けられなかったメールは72時間まで自動で再送します。',
}

/** The addresses of the administrators, for fallback mails and alarms. */
export function administratorAddresses(settings: Record<string, unknown>): string[] {
  return adminMailDefinition.schema.parse(settings).recipients
}
