import { Text } from '@mantine/core'
import type { Paragraph } from '../../../integrations/settings-form.ts'
import { OutsideLink } from '../ui/links.tsx'

/** Paragraphs of a settings screen, with their links to help pages. */
export function Paragraphs({ paragraphs, soft = false }: { paragraphs: readonly Paragraph[]; soft?: boolean }) {
  return paragraphs.map((paragraph) => (
    <Text key={textOf(paragraph)} size="sm" component="p" m={0} {...(soft ? { className: 'soft' } : {})}>
      {paragraph.map((words) =>
        typeof words === 'string' ? (
          words
        ) : (
          <OutsideLink key={words.href} href={words.href}>
            {words.text}
          </OutsideLink>
        ),
      )}
    </Text>
  ))
}

function textOf(paragraph: Paragraph): string {
  return paragraph.map((words) => (typeof words === 'string' ? words : words.text)).join('')
}
