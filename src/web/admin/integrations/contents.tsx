import { Anchor, List } from '@mantine/core'
import { useQueries } from '@tanstack/react-query'
import type { FormItem, SettingsForm } from '../../../integrations/settings-form.ts'
import type { IntegrationPage } from '../../api/schemas.ts'
import { resourceQuery } from '../queries.ts'
import { fieldId, isShown, partId } from '../settings/section.ts'
import { Panel } from '../ui/panel.tsx'

/** The anchor of the 目次, to which the end of the page leads back. */
export const contentsId = 'contents'

/** 目次: the sections and what stands in each, as far as the stored settings show it. */
export function Contents({ forms }: { forms: readonly SettingsForm[] }) {
  const pages = useQueries({
    queries: forms.map((form) => ({
      ...resourceQuery<IntegrationPage>(`integrations/${form.connector}`),
      refetchOnWindowFocus: false,
    })),
  })
  return (
    <Panel title="目次" id={contentsId}>
      <List size="sm" listStyleType="none" withPadding={false} pl={0} spacing="xs">
        {forms.map((form, place) => (
          <List.Item key={form.connector}>
            <Anchor href={`#${form.connector}`} fw={500} size="sm">
              {form.title}
            </Anchor>
            <div className="contents-items">
              {form.items.map(
                (item, index) =>
                  isShown(item, (field) => pages[place]?.data?.values[field]) && (
                    <Anchor key={titleOf(item)} href={`#${anchorOf(form, item, index)}`} size="xs">
                      {titleOf(item)}
                    </Anchor>
                  ),
              )}
            </div>
          </List.Item>
        ))}
      </List>
    </Panel>
  )
}

function titleOf(item: FormItem): string {
  return item.kind === 'field' ? item.label : item.title
}

function anchorOf(form: SettingsForm, item: FormItem, index: number): string {
  return item.kind === 'field' ? fieldId(form.connector, item.field) : partId(form.connector, index)
}
