import { Group, Stack, Text } from '@mantine/core'
import type { FormItem } from '../../../integrations/settings-form.ts'
import { CopyButton } from '../ui/copy-button.tsx'
import { Paragraphs } from './paragraphs.tsx'

interface ToCopyProps {
  item: Omit<Extract<FormItem, { kind: 'to_copy' }>, 'kind'>
  id: string
}

/** A text that staff put in at another service, with a button that copies it. */
export function ToCopy({ item, id }: ToCopyProps) {
  return (
    <Stack gap={6} id={id}>
      <Text fw={700} size="md">
        {item.title}
      </Text>
      {item.help.length > 0 && (
        <Stack gap={4}>
          <Paragraphs paragraphs={item.help} soft />
        </Stack>
      )}
      <Group gap="xs">
        <code className="to-copy">{item.text}</code>
        <CopyButton value={item.text} />
      </Group>
    </Stack>
  )
}
