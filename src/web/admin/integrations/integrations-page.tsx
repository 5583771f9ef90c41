import { Anchor, Text } from '@mantine/core'
import { useQueries } from '@tanstack/react-query'
import { useEffect } from 'react'
import { form as adminMailForm } from '../../../integrations/admin-mail/settings.ts'
import { form as chatworkForm } from '../../../integrations/chatwork/settings.ts'
import { form as netshoninForm } from '../../../integrations/netshonin/settings.ts'
import type { SettingsForm } from '../../../integrations/settings-form.ts'
import { form as zendeskForm } from '../../../integrations/zendesk/settings.ts'
import { TestRegistration } from '../netshonin/test-registration.tsx'
import { resourceQuery } from '../queries.ts'
import type { Section } from '../settings/section.ts'
import { SettingsSection } from '../settings/settings-section.tsx'
import { TestButton } from '../settings/test-button.tsx'
import { UnsavedGuard } from '../settings/unsaved-guard.tsx'
import { useUnsaved } from '../settings/use-unsaved.ts'
import { Page } from '../ui/page.tsx'
import { ConnectionStatus } from './connection-status.tsx'
import { Contents, contentsId } from './contents.tsx'

/** The manual's order; the administrators' mail stands behind it. */
const forms: readonly SettingsForm[] = [chatworkForm, zendeskForm, netshoninForm, adminMailForm]

/** 設定 → 外部連携: each connector's section, drawn from its form and saved by itself. */
export function IntegrationsPage() {
  const unsaved = useUnsaved()
  useJumpToHash()
  return (
    <Page
      title="外部連携設定画面"
      about="画面左のメニューの「設定」から「外部連携」を選ぶと、この画面が表示されます。設定は連携ごとに保存します。"
      narrow
    >
      <UnsavedGuard dirty={unsaved.dirty} />
      <Contents forms={forms} />
      {forms.map((form) => (
        <SettingsSection
          key={form.connector}
          form={form}
          path={`integrations/${form.connector}`}
          onDirty={unsaved.onDirty}
          status={statusOf}
          tests={testsOf}
        />
      ))}
      <Text size="sm" ta="right">
        <Anchor href={`#${contentsId}`}>↑ 目次</Anchor>
      </Text>
    </Page>
  )
}

function statusOf({ page }: Section) {
  return 'connection' in page ? <ConnectionStatus page={page} /> : null
}

const testLabels: Record<string, string> = { chatwork: '接続テスト', zendesk: '接続テスト', 'admin-mail': 'テスト送信' }

function testsOf(section: Section) {
  // A form has nothing to ask: it can only be tried by registering somebody.
  if (section.name === 'netshonin') return <TestRegistration section={section} />
  const label = testLabels[section.name]
  return label && <TestButton key={section.page.version} section={section} label={label} aside />
}

/** A link to a section waits until everything above it has its height. */
function useJumpToHash(): void {
  const paths = [...forms.map((form) => `integrations/${form.connector}`), 'integrations/chatwork/preview']
  const queries = useQueries({ queries: paths.map((path) => resourceQuery<unknown>(path)) })
  const ready = queries.every((query) => !query.isPending)
  useEffect(() => {
    if (ready) document.getElementById(decodeURIComponent(location.hash.slice(1)))?.scrollIntoView()
  }, [ready])
}
