import type { FormItem, SettingsForm } from '../../../integrations/settings-form.ts'

/** The address that staff hand to a provider. */
export function hookAddress(baseUrl: string, provider: string): string {
  return `${baseUrl.replace(/\/+$/, '')}/hooks/mail/${provider}`
}

/** 設定 → メール送信 → 不達・迷惑メール報告の受け取り, with the shop's own address in its help. */
export function mailReportsForm(baseUrl: string): SettingsForm {
  return {
    connector: 'mail.reports',
    title: '不達・迷惑メール報告の受け取り',
    introduction: [
      [
        'メール配信サービスから、届かなかったメールや迷惑メール報告の知らせを受け取ります。ここで選ぶサービスは、上の送信サーバーと同じものにしてください。',
      ],
    ],
    items: [
      {
        kind: 'field',
        field: 'provider',
        label: 'メール配信サービス',
        control: {
          kind: 'choice',
          options: [
            { value: 'none', label: '使用しない' },
            { value: 'ses', label: 'Amazon SES' },
            { value: 'sendgrid', label: 'SendGrid' },
            { value: 'mailgun', label: 'Mailgun' },
          ],
        },
        help: [['サービスを切り替えても、以前のサービスからの知らせは引き続き受け取ります。']],
      },
      ...providerItems(baseUrl),
    ],
  }
}

function providerItems(baseUrl: string): FormItem[] {
  return [
    {
      kind: 'field',
      field: 'snsTopics',
      label: 'Amazon SNSのトピックARN',
      control: { kind: 'lines', placeholder: 'arn:aws:sns:ap-northeast-1:123456789012:mail-reports' },
      when: { field: 'provider', equals: 'ses' },
      help: [
        [
          `先にここへARNを保存してから、SNSのトピックにHTTPSのサブスクリプション「${hookAddress(baseUrl, 'ses')}」を作成してください。確認は自動で行われます。`,
        ],
        ['「rawメッセージの配信」は無効のままにし、SESの通知では「元のEメールヘッダーを含める」を有効にしてください。'],
      ],
    },
    {
      kind: 'field',
      field: 'sendgridPublicKey',
      label: 'Verification Key',
      control: { kind: 'text', placeholder: 'MFkwEwYHKoZIzj0CAQYI…' },
      when: { field: 'provider', equals: 'sendgrid' },
      help: [
        [
          `SendGridのEvent Webhookに「${hookAddress(baseUrl, 'sendgrid')}」を登録し、Signed Event Webhookを有効にすると表示されるキーです。`,
        ],
        ['Delivered、Deferred、Bounced、Dropped、Spam Reports、Unsubscribesを選んでください。'],
      ],
    },
    {
      kind: 'field',
      field: 'mailgunSigningKey',
      label: 'HTTP webhook signing key',
      control: { kind: 'secret' },
      when: { field: 'provider', equals: 'mailgun' },
      help: [
        [
          `Mailgunの「API Security」に表示されるキーです。Webhooksには、Permanent Failure、Spam Complaints、Delivered Messages、Unsubscribesそれぞれに「${hookAddress(baseUrl, 'mailgun')}」を登録してください。`,
        ],
      ],
    },
  ]
}
