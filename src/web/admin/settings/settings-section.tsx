import { Stack } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { type ReactNode, useEffect } from 'react'
import type { SettingsForm } from '../../../integrations/settings-form.ts'
import type { IntegrationPage, SettingsPage } from '../../api/schemas.ts'
import { resourceQuery } from '../queries.ts'
import { Loaded } from '../ui/fault.tsx'
import { Panel } from '../ui/panel.tsx'
import { useDraft } from './draft.ts'
import { Items } from './items.tsx'
import { Paragraphs } from './paragraphs.tsx'
import { SaveBar } from './save-bar.tsx'
import { type Section, shownValues } from './section.ts'
import { useSave } from './use-save.ts'

interface SettingsSectionProps {
  form: SettingsForm
  /** In the API, such as `integrations/chatwork`. */
  path: string
  /** Told whether there are changes that are not saved. */
  onDirty: (name: string, dirty: boolean) => void
  /** Under the introduction: how the connection does. */
  status?: (section: Section) => ReactNode
  /** Beside the items while one edits them, under them on a phone: what they make. */
  beside?: (section: Section) => ReactNode
  /** Beside the save button: tests. */
  tests?: (section: Section) => ReactNode
}

/** A section of settings, drawn from its form. It is loaded, edited and saved by itself. */
export function SettingsSection(props: SettingsSectionProps) {
  // What is typed must not be pulled away by a look at the server behind it.
  const query = useQuery({ ...resourceQuery<SettingsPage | IntegrationPage>(props.path), refetchOnWindowFocus: false })
  return (
    <Panel title={props.form.title} id={props.form.connector}>
      <Loaded query={query}>{(page) => <Edited {...props} page={page} />}</Loaded>
    </Panel>
  )
}

function Edited({
  form,
  path,
  onDirty,
  status,
  beside,
  tests,
  page,
}: SettingsSectionProps & { page: SettingsPage | IntegrationPage }) {
  const draft = useDraft(page)
  const save = useSave({ title: form.title, path, page, draft, values: () => shownValues(form.items, draft) })
  const { dirty } = draft
  const name = form.connector
  useEffect(() => {
    onDirty(name, dirty)
    return () => onDirty(name, false)
  }, [name, dirty, onDirty])
  const section: Section = { name, path, page, draft, errors: save.errors }
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault()
        save.submit()
      }}
    >
      <Stack gap="lg">
        {form.introduction.length > 0 && (
          <Stack gap={6}>
            <Paragraphs paragraphs={form.introduction} />
          </Stack>
        )}
        {status?.(section)}
        {beside ? (
          <div className="settings-columns">
            <Stack gap="lg">
              <Items items={form.items} section={section} />
            </Stack>
            <div className="settings-beside">{beside(section)}</div>
          </div>
        ) : (
          <Items items={form.items} section={section} />
        )}
        <SaveBar title={form.title} draft={draft} save={save}>
          {tests?.(section)}
        </SaveBar>
      </Stack>
    </form>
  )
}
