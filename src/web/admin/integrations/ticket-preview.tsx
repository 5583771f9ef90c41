import { Stack, Text, Title } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import type { TicketPreview, TicketPreviewInput } from '../../api/schemas.ts'
import { ApiFault, send } from '../api.ts'
import type { Section } from '../settings/section.ts'
import { Fault } from '../ui/fault.tsx'
import './ticket-preview.css'

/** Typing is followed this closely: fast enough to look live, slow enough not to ask at each key. */
const FOLLOW_MS = 250

/** The ticket that the templates on the screen would make, saved or not. */
export function TicketPreviewItem({ title, section, id }: { title: string; section: Section; id: string }) {
  const path = `${section.path}/preview`
  const { draft } = section
  const [subject] = useDebouncedValue(draft.text('subject'), FOLLOW_MS)
  const [body] = useDebouncedValue(draft.text('body'), FOLLOW_MS)
  const query = useQuery({
    queryKey: [path, subject, body],
    queryFn: () => made(path, { subject, body }),
    placeholderData: keepPreviousData,
  })
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
          isPublic={draft.isOn('commentPublic')}
        />
      )}
    </Stack>
  )
}

async function made(path: string, typed: TicketPreviewInput): Promise<TicketPreview> {
  const answer = await send<TicketPreview>('POST', path, typed)
  if (!answer.done)
    throw new ApiFault(answer.problem.status, answer.problem.errors?.[0]?.message ?? answer.problem.detail)
  return answer.value
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
      {preview.problems.map(({ field, message }) => (
        <Text key={field + message} size="sm" c="red.9" role="alert">
          {field === 'subject' ? '件名' : '本文'}: {message}
        </Text>
      ))}
    </>
  )
}
