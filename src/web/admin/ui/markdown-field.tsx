import { Paper, SimpleGrid, Stack, Text, Textarea, type TextareaProps } from '@mantine/core'
import { Markdown } from '../../markdown/markdown.tsx'
import './markdown-field.css'

const HOW = '「# 見出し」「**太字**」「- 箇条書き」「[文字](https://…)」の書き方が使えます。'

/** A text in Markdown, and beside it how customers will see it. */
export function MarkdownField({
  text,
  description,
  ...textarea
}: Omit<TextareaProps, 'description'> & { text: string; description?: string }) {
  return (
    <SimpleGrid cols={{ base: 1, sm: 2 }} spacing="sm">
      <Textarea
        description={description ? `${description}${HOW}` : HOW}
        autosize
        minRows={5}
        maxRows={20}
        {...textarea}
      />
      <Stack gap={4}>
        <Text size="sm" fw={500}>
          プレビュー
        </Text>
        <Paper
          withBorder
          p="sm"
          className="markdown-preview"
          aria-label={`${textarea.label}のプレビュー`}
          role="region"
        >
          {text.trim() === '' ? (
            <Text size="sm" className="soft">
              入力すると、ここに表示されます。
            </Text>
          ) : (
            <Markdown text={text} />
          )}
        </Paper>
      </Stack>
    </SimpleGrid>
  )
}
