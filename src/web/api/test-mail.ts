import { newToken } from '../../platform/ids.ts'
import type { SmtpResult } from '../../platform/smtp.ts'
import type { ApiParts } from './ports.ts'

/** Sends a mail by the stored settings, past the 送信箱, and tells how that went. */
export async function sendTestMail(
  { mailer, baseUrl }: Pick<ApiParts, 'mailer' | 'baseUrl'>,
  to: string,
  mail: { subject: string; text: string },
) {
  const messageId = `<test-${newToken()}@${new URL(baseUrl).hostname}>`
  const result = await mailer.send({ ...mail, to: { address: to }, messageId })
  const ok = result.kind === 'accepted'
  return { ok, steps: [{ label: `${to} へのテスト送信`, ok, message: sentenceFor(result) }] }
}

function sentenceFor(result: SmtpResult): string {
  switch (result.kind) {
    case 'accepted':
      return 'メールサーバーが受け付けました。届いているかご確認ください。'
    case 'rejected':
      return `メールサーバーに断られました: ${result.answer}`
    case 'postponed':
      return `メールサーバーに渡せませんでした: ${result.answer}`
    case 'unknown':
      return `送信の途中で接続が切れました: ${result.answer}`
    case 'not_configured':
      return 'メールサーバー(SMTP)が設定されていません。'
  }
}
