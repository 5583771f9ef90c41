import { Skeleton, Stack, Text, Title } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import type { FormItem } from '../../../integrations/settings-form.ts'
import type { PreviewList } from '../../api/schemas.ts'
import { ChatworkMessage } from '../integrations/chatwork-message.tsx'
import { resourceQuery } from '../queries.ts'
import { Fault } from '../ui/fault.tsx'
import { useShop } from '../ui/shop.ts'
import type { Section } from './section.ts'

interface ExamplesProps {
  item: Extract<FormItem, { kind: 'examples' }>
  section: Section
  id: string
}

/** 通知例: messages as Chatwork will show them; those that the form names, then every other event folded away. */
export function Examples({ item, section, id }: ExamplesProps) {
  const query = useQuery(resourceQuery<PreviewList>('integrations/chatwork/preview'))
  const shop = useShop()
  // Messages appear under the name of the token's owner, once it is known.
  const sender = String(section.page.values.accountName || shop.name || 'Luxliner')
  const named = new Set(item.events.map((event) => event.type))
  const others = query.data?.items.filter((preview) => !named.has(preview.type)) ?? []
  return (
    <Stack gap="md" id={id}>
      <Title order={3} size="md">
        {item.title}
      </Title>
      {query.error && <Fault fault={query.error} retry={() => void query.refetch()} />}
      {query.isLoading && <Skeleton height={160} radius="md" />}
      {item.events.map(({ type, caption }) => {
        const preview = query.data?.items.find((candidate) => candidate.type === type)
        return preview && <Example key={type} caption={caption} preview={preview} sender={sender} />
      })}
      {others.length > 0 && (
        <details className="settings-details">
          <summary>ほかのイベントの通知例を見る</summary>
          <Stack gap="md" pt="md">
            {others.map((preview) => (
              <Example key={preview.type} caption={preview.label} preview={preview} sender={sender} />
            ))}
          </Stack>
        </details>
      )}
    </Stack>
  )
}

interface ExampleProps {
  caption: string
  preview: PreviewList['items'][number]
  sender: string
}

function Example({ caption, preview, sender }: ExampleProps) {
  return (
    <Stack gap={6} component="figure" m={0}>
      <Text component="figcaption" size="sm" fw={500}>
        {caption}
        <Text span size="xs" className="soft" ml="xs">
          {preview.source === 'latest' ? '最近の実際のイベントから' : '見本'}
        </Text>
      </Text>
      <ChatworkMessage sender={sender} body={preview.body} />
    </Stack>
  )
}
