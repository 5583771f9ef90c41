import type { SettingsForm } from '../../../integrations/settings-form.ts'
import { SettingsSection } from '../settings/settings-section.tsx'
import { UnsavedGuard } from '../settings/unsaved-guard.tsx'
import { useUnsaved } from '../settings/use-unsaved.ts'
import { Page } from '../ui/page.tsx'

const cards: SettingsForm = {
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
      field: 'retryDays',
      label: '決済に失敗したときの再試行',
      control: { kind: 'lines', placeholder: '1\n3\n7' },
      help: [
        [
          '月額の決済に失敗したとき、更新日から何日後に再試行するかを、1行に1つずつ入力してください。最後の再試行も失敗すると、契約は停止します。',
        ],
      ],
    },
  ],
}

const transfers: SettingsForm = {
  connector: 'transfers',
  title: '銀行振込',
  introduction: [['銀行振込を受け付ける商品で使われます。商品ごとのお支払い方法は、商品の編集画面で選びます。']],
  items: [
    {
      kind: 'field',
      field: 'bankAccount',
      label: '振込先',
      control: { kind: 'lines', placeholder: '〇〇銀行 〇〇支店\n普通 1234567\nカ)ヒダマリスクール' },
      help: [['お客様へのメールやページに、このまま表示されます。']],
    },
    {
      kind: 'field',
      field: 'transferDueDays',
      label: 'お支払期限(日数)',
      control: { kind: 'text', placeholder: '7' },
      help: [
        [
          'お申し込み日または更新日から何日後を期限とするかを入力してください。期限日の翌朝までに入金を確認できないと、月額契約は停止します。',
        ],
      ],
    },
    {
      kind: 'field',
      field: 'transferReminderDays',
      label: '期限前のリマインド(日数)',
      control: { kind: 'text', placeholder: '2' },
      help: [['期限の何日前に、お支払いのご案内を改めてお送りするかを入力してください。0にするとお送りしません。']],
    },
  ],
}

const timing: SettingsForm = {
  connector: 'timing',
  title: '処理の時刻',
  introduction: [],
  items: [
    {
      kind: 'field',
      field: 'chargeHour',
      label: '月額の決済と振込期限の処理を行う時刻',
      control: {
        kind: 'choice',
        options: Array.from({ length: 24 }, (_, hour) => ({ value: String(hour), label: `${hour}:00` })),
      },
      help: [
        [
          '月額の決済、振込のリマインド、期限切れの判定を、毎日この時刻に行います。時刻は、サイト設定のタイムゾーンによります。',
        ],
      ],
    },
  ],
}

/** 設定 → 決済. */
export function PaymentSettingsPage() {
  const unsaved = useUnsaved()
  return (
    <Page title="決済の設定" narrow>
      <UnsavedGuard dirty={unsaved.dirty} />
      {[cards, transfers, timing].map((form) => (
        <SettingsSection key={form.connector} form={form} path="settings/payments" onDirty={unsaved.onDirty} />
      ))}
    </Page>
  )
}
