import type { SettingsForm } from '../../../integrations/settings-form.ts'
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
    </Page>
  )
}
