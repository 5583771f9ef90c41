import type { SettingsForm } from '../../../integrations/settings-form.ts'
import { SettingsSection } from '../settings/settings-section.tsx'
import { UnsavedGuard } from '../settings/unsaved-guard.tsx'
import { useUnsaved } from '../settings/use-unsaved.ts'
import { Page } from '../ui/page.tsx'

const form: SettingsForm = {
  connector: 'payments',
  title: 'カード決済',
  introduction: [
    ['カード番号は、お客様のブラウザから決済会社へ直接送られます。このシステムには届かず、保存もされません。'],
  ],
  items: [
    {
      kind: 'field',
      field: 'gateway',
      label: '決済会社',
      control: {
        kind: 'choice',
        options: [
          { value: 'none', label: '利用しない' },
          { value: 'tokenpay', label: 'TokenPay' },
        ],
      },
      help: [['「利用しない」の間は、申し込みページでカード決済を受け付けられません。']],
    },
    {
      kind: 'field',
      field: 'apiBase',
      label: 'APIのURL',
      control: { kind: 'text', placeholder: 'https://api.example.com' },
      help: [['決済会社から案内されたURLを入力してください。']],
    },
    {
      kind: 'field',
      field: 'publishableKey',
      label: '公開可能キー',
      control: { kind: 'text', placeholder: 'pk_' },
      help: [['お客様のブラウザで使われるキーです。']],
    },
    {
      kind: 'field',
      field: 'secretKey',
      label: 'シークレットキー',
      control: { kind: 'secret', placeholder: 'sk_' },
      help: [['決済を実行するためのキーです。ほかの人に知られないようにしてください。']],
    },
    {
      kind: 'field',
      field: 'bankAccount',
      label: 'お振込先の口座',
      control: { kind: 'lines', placeholder: '〇〇銀行 〇〇支店 普通 1234567 カ)ヒダマリ' },
      help: [
        [
          '銀行振込を受け付ける商品で、申し込みの完了画面とお客様へのメールに、このまま表示します。空欄の間は、銀行振込を受け付けません。',
        ],
      ],
    },
    {
      kind: 'field',
      field: 'transferDueDays',
      label: 'お振込期限までの日数',
      control: { kind: 'text', placeholder: '7' },
      help: [['申し込みの日から数えます。']],
    },
  ],
}

/** 設定 → 決済. */
export function PaymentSettingsPage() {
  const unsaved = useUnsaved()
  return (
    <Page title="決済の設定" narrow>
      <UnsavedGuard dirty={unsaved.dirty} />
      <SettingsSection form={form} path="settings/payments" onDirty={unsaved.onDirty} />
    </Page>
  )
}
