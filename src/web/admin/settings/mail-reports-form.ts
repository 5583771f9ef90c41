import type { FormItem, SettingsForm } from '../../../integrations/settings-form.ts'

/** The address that staff hand to a provider. */
function hookAddress(baseUrl: string, provider: string): string {
  return `${baseUrl.replace(/\/+$/, '')}/hooks/mail/${provider}`
}

/** 設定 → メール送信 → 不達・迷惑メール報告の受け取り, with the shop's own address for the chosen provider. */
export function mailReportsForm(baseUrl: string): SettingsForm {
  return {
    connector: 'mail-reports',
    title: '不達・迷惑メール報告の受け取り',
    introduction: [
      [
        'メール配信サービスから、お客様に届かなかったメールや、迷惑メール報告の知らせを自動で受け取ります。受け取った知らせは「戻ってきたメール」で確認できます。',
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
        help: [
          [
            '上の送信サーバーと同じサービスを選んでください。送信サーバーがこれらのサービスでない場合は、「使用しない」のままにしてください。',
          ],
          ['サービスを切り替えても、以前のサービスからの知らせは引き続き受け取ります。'],
        ],
      },
      ...sesItems(baseUrl),
      ...sendgridItems(baseUrl),
      ...mailgunItems(baseUrl),
    ],
  }
}

function sesItems(baseUrl: string): FormItem[] {
  const when = { field: 'provider', equals: 'ses' }
  return [
    {
      kind: 'field',
      field: 'snsTopics',
      label: 'Amazon SNSのトピックARN',
      control: { kind: 'lines', placeholder: 'arn:aws:sns:ap-northeast-1:123456789012:mail-reports' },
      when,
      help: [
        [
          'Amazon SESの「フィードバック通知」で、バウンス・苦情・配信の通知先に選んだSNSトピックのARNです。「元のEメールヘッダーを含める」も有効にしてください。',
        ],
        ['複数ある場合は、1行に1件ずつ入力してください。'],
      ],
    },
    {
      kind: 'to_copy',
      title: 'Amazon SNSに登録するURL',
      text: hookAddress(baseUrl, 'ses'),
      when,
      help: [
        [
          'トピックARNを保存してから、SNSのトピックにサブスクリプションを作成してください。プロトコルは「HTTPS」、エンドポイントは次のURLです。サブスクリプションの確認は自動で行われます。',
        ],
        ['「rawメッセージの配信」は、無効のままにしてください。'],
      ],
    },
  ]
}

function sendgridItems(baseUrl: string): FormItem[] {
  const when = { field: 'provider', equals: 'sendgrid' }
  return [
    {
      kind: 'to_copy',
      title: 'SendGridに登録するURL',
      text: hookAddress(baseUrl, 'sendgrid'),
      when,
      help: [
        [
          'SendGridの「Event Webhook」で、次のURLを登録してください。通知するイベントは、Delivered、Deferred、Bounced、Dropped、Spam Reports、Unsubscribesを選びます。',
        ],
      ],
    },
    {
      kind: 'field',
      field: 'sendgridPublicKey',
      label: 'Verification Key',
      control: { kind: 'text', placeholder: 'MFkwEwYHKoZIzj0CAQYI…' },
      when,
      help: [['「Signed Event Webhook」を有効にすると、SendGridの画面に表示されるキーです。']],
    },
  ]
}

function mailgunItems(baseUrl: string): FormItem[] {
  const when = { field: 'provider', equals: 'mailgun' }
  return [
    {
      kind: 'to_copy',
      title: 'Mailgunに登録するURL',
      text: hookAddress(baseUrl, 'mailgun'),
      when,
      help: [
        [
          'Mailgunの「Webhooks」で、Permanent Failure、Spam Complaints、Delivered Messages、Unsubscribesのそれぞれに、次のURLを登録してください。',
        ],
      ],
    },
    {
      kind: 'field',
      field: 'mailgunSigningKey',
      label: 'HTTP webhook signing key',
      control: { kind: 'secret' },
      when,
      help: [['Mailgunの「API Security」に表示されるキーです。']],
    },
  ]
}
