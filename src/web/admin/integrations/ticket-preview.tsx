import { Stack, Text, Title } from '@mantine/core'
import type { TicketPreview } from '../../api/schemas.ts'
import type { Section } from '../settings/section.ts'
import { useTemplatePreview } from '../settings/template-preview.ts'
import { TemplateProblems } from '../settings/template-problems.tsx'
import { Fault } from '../ui/fault.tsx'
import './ticket-preview.css'

/** The ticket that the templates on the screen would make, saved or not. */
export function TicketPreviewItem({ title, section, id }: { title: string; section: Section; id: string }) {
  const query = useTemplatePreview<TicketPreview>(section)
  return (
    <Stack gap="xs" id={id}>
      <Title order={3} size="md">
        {title}
      </Title>
      {query.error && <Fault fault={query.error} retry={() => void query.refetch()} />}
      {query.data && (
        <Ticket
          preview={query.data}
          author={String(section.page.values.agentName ?? '')}
          isPublic={section.draft.isOn('commentPublic')}
        />
      )}
    </Stack>
  )
}

interface TicketProps {
  preview: TicketPreview
  /** Whose credentials make the ticket; '' while that is not known. */
  author: string
  isPublic: boolean
}

function Ticket({ preview, author, isPublic }: TicketProps) {
  return (
    <>
      <Text size="xs" className="soft">
        {preview.source === 'latest' ? '最近の実際の申し込みから' : '見本'}
      </Text>
      <article className="ticket" data-public={isPublic}>
        <p className="ticket-subject">{preview.subject}</p>
        <p className="ticket-kind">
          {author} {isPublic ? 'パブリック返信' : '社内メモ'}
        </p>
        <p className="ticket-body">{preview.body}</p>
      </article>
      <TemplateProblems problems={preview.problems} />
    </>
  )
}
