import { newToken } from '../../platform/ids.ts'
import type { SmtpResult } from '../../platform/smtp.ts'
import type { TestReport, Tools } from '../connector.ts'

/** One mail marked as a test to each recipient; says what the mail server answered. `host` is the Message-ID's domain. */
export async function sendTests(recipients: string[], { mailer, shop }: Tools, host: string): Promise<TestReport> {
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
  switch (sent.kind) {
    case 'accepted':
      return `テストメールを送りました。届いているかご確認ください。(メールサーバーの応答: ${sent.answer})`
    case 'rejected':
      return `メールサーバーに断られました。(応答: ${sent.answer})`
    case 'postponed':
      return `メールサーバーに渡せませんでした。(応答: ${sent.answer})`
    case 'unknown':
      return `送信の途中で接続が切れました。届いている可能性があります。(応答: ${sent.answer})`
    case 'not_configured':
      return 'メール送信(SMTP)が設定されていません。「設定 → メール送信」で設定してください。'
  }
}
