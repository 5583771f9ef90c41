import { Stack, Text, Title } from '@mantine/core'
import type { LetterPreview as Preview } from '../../api/schemas.ts'
import type { Section } from '../settings/section.ts'
import { useTemplatePreview } from '../settings/template-preview.ts'
import { TemplateProblems } from '../settings/template-problems.tsx'
import { Fault } from '../ui/fault.tsx'
import './letters.css'

/** The letter that the words on the screen would make, saved or not. */
export function LetterPreview({ section }: { section: Section }) {
  const query = useTemplatePreview<Preview>(section)
  return (
    <Stack gap="xs" component="section" aria-label="プレビュー">
      <Title order={3} size="md">
        プレビュー
        <Text span size="xs" className="soft" ml="xs" fw={400}>
          見本のお客様あて
        </Text>
      </Title>
      {query.error && <Fault fault={query.error} retry={() => void query.refetch()} />}
      {query.data && (
        <>
          <article className="letter-preview">
            <p className="letter-preview-subject">{query.data.subject}</p>
            <p className="letter-preview-body">{query.data.body.trimEnd()}</p>
          </article>
          <TemplateProblems problems={query.data.problems} />
        </>
      )}
    </Stack>
  )
}
