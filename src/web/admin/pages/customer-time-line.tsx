import { Button, Center, Timeline } from '@mantine/core'
import { useInfiniteQuery } from '@tanstack/react-query'
import type { Telling, TimeLineEntry } from '../../api/schemas.ts'
import { listQuery } from '../queries.ts'
import { Chip } from '../ui/chip.tsx'
import { Fault } from '../ui/fault.tsx'
import { TextLink } from '../ui/links.tsx'
import { Panel } from '../ui/panel.tsx'
import { Moment, SubjectLink, troubles } from '../ui/time-line.tsx'
import { outcomeColours } from '../ui/words.ts'
import { LetterState } from './letter-state.tsx'

/** All that happened with a customer in one line, newest first: events and whom they were told to, letters, changes. */
export function CustomerTimeLine({ customerId }: { customerId: string }) {
  const line = useInfiniteQuery(listQuery<TimeLineEntry>(`customers/${customerId}/timeline`))
  if (line.error && !line.data) return <Fault fault={line.error} retry={() => void line.refetch()} />
  const entries = line.data?.pages.flatMap((page) => page.items) ?? []
  if (entries.length === 0) return null
  return (
    <Panel title="これまでの出来事">
      <Timeline active={entries.length - 1} bulletSize={12} lineWidth={2} className="time-line">
        {entries.map((entry) => (
          <Timeline.Item key={entry.id}>
            <Entry entry={entry} />
          </Timeline.Item>
        ))}
      </Timeline>
      {line.hasNextPage && (
        <Center mt="md">
          <Button variant="subtle" loading={line.isFetchingNextPage} onClick={() => void line.fetchNextPage()}>
            さらに表示
          </Button>
        </Center>
      )}
    </Panel>
  )
}

function Entry({ entry }: { entry: TimeLineEntry }) {
  if (entry.kind === 'event') {
    const { event, deliveries } = entry
    return (
      <Moment label={event.label} trouble={troubles.has(event.type)} at={event.occurredAt} by={event.actor}>
        {event.summary} <SubjectLink event={event} leadsTo={['application', 'contract']} />
        {deliveries.length > 0 && (
          <ul className="time-line-tellings" aria-label={`${event.label}のお知らせ先`}>
            {deliveries.map((told) => (
              <Told key={told.id} told={told} />
            ))}
          </ul>
        )}
      </Moment>
    )
  }
  if (entry.kind === 'letter') {
    const { letter } = entry
    return (
      <Moment label="お客様へのメール" trouble={letter.state === 'undeliverable'} at={letter.createdAt}>
        <TextLink to="/letters" search={{ open: letter.id }} size="sm">
          {letter.subject}
        </TextLink>{' '}
        <LetterState letter={letter} />{' '}
        {letter.reason && <span className="soft">{letter.failure ?? letter.reason}</span>}
      </Moment>
    )
  }
  const { label, fromText, toText, actor, occurredAt } = entry
  return (
    <Moment label={label} trouble={false} at={occurredAt} by={actor}>
      {fromText !== null && `${fromText || '(なし)'} → `}
      {toText !== null && (toText || '(なし)')}
    </Moment>
  )
}

function Told({ told }: { told: Telling }) {
  return (
    <li>
      <Chip label={told.outcomeLabel} colour={outcomeColours[told.outcome]} />
      <TextLink to="/deliveries" search={{ open: told.id }} size="sm">
        {told.channel}
      </TextLink>
      <span>{told.destination}</span>
      {(told.reason ?? told.cause) && <span className="soft">{told.reason ?? told.cause}</span>}
    </li>
  )
}
