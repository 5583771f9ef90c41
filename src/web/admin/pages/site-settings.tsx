import type { SettingsForm } from '../../../integrations/settings-form.ts'
import { MaintenancePanel } from '../maintenance/maintenance-panel.tsx'
import { SettingsSection } from '../settings/settings-section.tsx'
import { UnsavedGuard } from '../settings/unsaved-guard.tsx'
import { useUnsaved } from '../settings/use-unsaved.ts'
import { Page } from '../ui/page.tsx'

const JAPAN = 'Asia/Tokyo'
const zones = [
  { value: JAPAN, label: '日本時間(Asia/Tokyo)' },
  ...Intl.supportedValuesOf('timeZone')
    .filter((zone) => zone !== JAPAN)
    .map((zone) => ({ value: zone, label: zone })),
]

const form: SettingsForm = {
  connector: 'site',
  title: 'ショップの情報',
  introduction: [['申し込みページや、お客様へのメールに表示します。']],
  items: [
    { kind: 'field', field: 'shopName', label: 'ショップ名', control: { kind: 'text' }, help: [] },
    {
      kind: 'field',
      field: 'contactEmail',
      label: 'お問い合わせ先のメールアドレス',
      control: { kind: 'text', placeholder: 'info@example.co.jp' },
      help: [['お客様からのお問い合わせを受けるアドレスです。']],
    },
    {
      kind: 'field',
      field: 'legalUrl',
      label: '特定商取引法に基づく表記のURL',
      control: { kind: 'text', placeholder: 'https://example.co.jp/legal' },
      help: [['入力すると、申し込みページからリンクします。']],
    },
    {
      kind: 'field',
      field: 'privacyUrl',
      label: 'プライバシーポリシーのURL',
      control: { kind: 'text', placeholder: 'https://example.co.jp/privacy' },
      help: [['入力すると、申し込みページからリンクします。']],
    },
    {
      kind: 'field',
      field: 'receiptIssuer',
      label: '領収書の発行者',
      control: { kind: 'lines', placeholder: '株式会社ひだまり\n東京都千代田区…' },
      help: [
        [
          '会員ページの領収書に、会社名や住所を表示します。1行に1つずつ入力してください。',
          '空欄の場合は、ショップ名を表示します。',
        ],
      ],
    },
    {
      kind: 'field',
      field: 'invoiceNumber',
      label: '適格請求書発行事業者の登録番号',
      control: { kind: 'text', placeholder: 'T1234567890123' },
      help: [['入力すると、領収書に登録番号を表示します(インボイス制度に対応した領収書になります)。']],
    },
    {
      kind: 'field',
      field: 'taxPercent',
      label: '消費税率',
      control: {
        kind: 'choice',
        options: [
          { value: '10', label: '10%' },
          { value: '8', label: '8%(軽減税率)' },
          { value: '0', label: '0%(非課税)' },
        ],
      },
      help: [['価格に含まれる消費税の税率です。領収書の内消費税の計算に使います。']],
    },
    {
      kind: 'field',
      field: 'timeZone',
      label: 'タイムゾーン',
      control: { kind: 'choice', options: zones },
      help: [['課金日の計算と、画面やお知らせの日時に使います。']],
    },
  ],
}

/** 設定 → サイト. */
export function SiteSettingsPage() {
  const unsaved = useUnsaved()
  return (
    <Page title="サイト" narrow>
      <UnsavedGuard dirty={unsaved.dirty} />
      <SettingsSection form={form} path="settings/site" onDirty={unsaved.onDirty} />
      <MaintenancePanel onDirty={unsaved.onDirty} />
    </Page>
  )
}
