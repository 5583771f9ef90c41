import { TextInput } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { SettingsForm } from '../../../integrations/settings-form.ts'
import { sessionQuery } from '../queries.ts'
import { mailReportsForm } from '../settings/mail-reports-form.ts'
import { mailboxForm } from '../settings/mailbox-form.ts'
import { MailboxStatus } from '../settings/mailbox-status.tsx'
import { PipeHelp } from '../settings/pipe-help.tsx'
import type { Section } from '../settings/section.ts'
import { SettingsSection } from '../settings/settings-section.tsx'
import { TestButton } from '../settings/test-button.tsx'
import { UnsavedGuard } from '../settings/unsaved-guard.tsx'
import { useUnsaved } from '../settings/use-unsaved.ts'
import { Page } from '../ui/page.tsx'
import { useShop } from '../ui/shop.ts'

const form: SettingsForm = {
  connector: 'mail',
  title: '送信サーバー(SMTP)',
  introduction: [
    [
      'お客様へのメールと、管理者へのお知らせを送るサーバーです。契約中のメールサービスやレンタルサーバーの案内にある「送信サーバー」の情報を入力してください。',
    ],
  ],
  items: [
    {
      kind: 'field',
      field: 'host',
      label: 'サーバー名',
      control: { kind: 'text', placeholder: 'smtp.example.co.jp' },
      help: [['空欄にすると、メールは送られずに送信箱で待ちます。']],
    },
    { kind: 'field', field: 'port', label: 'ポート番号', control: { kind: 'text', placeholder: '587' }, help: [] },
    {
      kind: 'field',
      field: 'security',
      label: '暗号化',
      control: {
        kind: 'choice',
        options: [
          { value: 'starttls', label: 'STARTTLS(多くは587番)' },
          { value: 'tls', label: 'SSL/TLS(多くは465番)' },
          { value: 'plain', label: 'なし' },
        ],
      },
      help: [],
    },
    {
      kind: 'field',
      field: 'user',
      label: 'ユーザー名',
      control: { kind: 'text' },
      help: [['認証が不要なサーバーでは、空欄のままにしてください。']],
    },
    { kind: 'field', field: 'password', label: 'パスワード', control: { kind: 'secret' }, help: [] },
    {
      kind: 'field',
      field: 'fromName',
      label: '差出人名',
      control: { kind: 'text' },
      help: [['お客様のメールソフトに表示される名前です。']],
    },
    {
      kind: 'field',
      field: 'fromAddress',
      label: '差出人のメールアドレス',
      control: { kind: 'text', placeholder: 'info@example.co.jp' },
      help: [['送信サーバーで使えるアドレスを入力してください。']],
    },
    {
      kind: 'field',
      field: 'returnAddress',
      label: '不達通知を受け取るアドレス',
      control: { kind: 'text', placeholder: 'returns@example.co.jp' },
      help: [
        [
          'メールが届かなかったとき、その知らせ(不達通知)が届くアドレスです。空欄にすると、差出人のメールアドレスに届きます。',
        ],
        [
          'どのメールの不達かを見分けるため、「returns+(記号)@example.co.jp」のように「+」に続けて記号を付けて送ります。このようなアドレスでも受信できることをご確認のうえ、入力してください。',
        ],
      ],
    },
  ],
}

/** 設定 → メール送信: how letters leave, and how it is learnt that they did not arrive. Each section is saved by itself. */
export function MailSettingsPage() {
  const unsaved = useUnsaved()
  const { baseUrl } = useShop()
  return (
    <Page title="メール送信" narrow>
      <UnsavedGuard dirty={unsaved.dirty} />
      <SettingsSection
        form={form}
        path="settings/mail"
        onDirty={unsaved.onDirty}
        tests={(section) => <TestMail section={section} />}
      />
      <SettingsSection
        form={mailboxForm}
        path="settings/mailbox"
        onDirty={unsaved.onDirty}
        status={(section) => <MailboxStatus section={section} />}
        tests={(section) => <TestButton key={section.page.version} section={section} label="接続テスト" aside />}
      />
      <SettingsSection form={mailReportsForm(baseUrl)} path="settings/mail-reports" onDirty={unsaved.onDirty} />
      <PipeHelp />
    </Page>
  )
}

function TestMail({ section }: { section: Section }) {
  const session = useQuery(sessionQuery)
  const [typed, setTyped] = useState<string | null>(null)
  const to = typed ?? session.data?.email ?? ''
  return (
    <>
      <TextInput
        type="email"
        size="xs"
        aria-label="テストメールの宛先"
        value={to}
        onChange={(event) => setTyped(event.currentTarget.value)}
        w={220}
        ml={{ base: 0, sm: 'auto' }}
      />
      <TestButton
        key={section.page.version}
        section={section}
        label="テスト送信"
        body={{ to: to.trim() }}
        disabled={to.trim() === ''}
      />
    </>
  )
}
