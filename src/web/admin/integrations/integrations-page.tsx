import { Anchor, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useEffect } from 'react'
import { form as adminMailForm } from '../../../integrations/admin-mail/settings.ts'
import { form as chatworkForm } from '../../../integrations/chatwork/settings.ts'
import { form as netshoninForm } from '../../../integrations/netshonin/settings.ts'
import type { SettingsForm } from '../../../integrations/settings-form.ts'
import { form as zendeskForm } from '../../../integrations/zendesk/settings.ts'
import { overviewQuery } from '../queries.ts'
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

function testsOf(section: Section) {
  return <TestButton section={section} label={section.name === 'admin-mail' ? 'テスト送信' : '接続テスト'} aside />
}

/** A link to a section waits until the sections above it have their height. */
function useJumpToHash(): void {
  const loaded = useQuery(overviewQuery).isSuccess
  useEffect(() => {
    const target = document.getElementById(decodeURIComponent(location.hash.slice(1)))
    if (loaded && target) target.scrollIntoView()
  }, [loaded])
}
