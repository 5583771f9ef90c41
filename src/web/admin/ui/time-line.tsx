import { Timeline } from '@mantine/core'
import type { ReactNode } from 'react'
import type { Application, Event } from '../../api/schemas.ts'
import { TextLink } from './links.tsx'
import { useShopTime } from './shop.ts'
import './time-line.css'

type Subject = 'application' | 'contract' | 'customer'

/** Something that staff did and that is no event of the catalogue. */
export interface TimeLineEntry {
  id: string
  label: string
  occurredAt: string
  actor: string
  summary: string
}

/** The cancellations among applications, for their time lines. */
export function cancellationEntries(applications: readonly Application[]): TimeLineEntry[] {
  return applications.flatMap(({ id, number, cancellation }) =>
    cancellation === null
      ? []
      : [
          {
            id: `cancelled-${id}`,
            label: '申し込みの取り消し',
            occurredAt: cancellation.at,
            actor: cancellation.by,
            summary: `申込番号 ${number} 理由: ${cancellation.reason}`,
          },
        ],
  )
}

interface TimeLineProps {
  /** The newest first. */
  events: readonly Event[]
  /** What stands among them at its time. */
  entries?: readonly TimeLineEntry[]
  /** What an event leads to; a customer's page has no need to lead to itself. */
  leadsTo?: readonly Subject[]
}

/** What happened, as sentences, each with its time and who did it. */
export function TimeLine({ events, entries = [], leadsTo = ['application', 'contract', 'customer'] }: TimeLineProps) {
  const all = merged(events, entries)
  return (
    <Timeline active={all.length - 1} bulletSize={12} lineWidth={2} className="time-line">
      {all.map((event) => (
        <Timeline.Item key={event.id}>
          <Moment
            label={event.label}
            trouble={'type' in event && troubles.has(event.type)}
            at={event.occurredAt}
            by={event.actor}
          >
            {event.summary} {'type' in event && <SubjectLink event={event} leadsTo={leadsTo} />}
            {'note' in event && event.note && <div className="soft">理由: {event.note}</div>}
          </Moment>
        </Timeline.Item>
      ))}
    </Timeline>
  )
}

interface MomentProps {
  label: string
  /** Staff would rather not see it. */
  trouble: boolean
  at: string
  by?: string
  children: ReactNode
}

/** One point of a time line. */
export function Moment({ label, trouble, at, by, children }: MomentProps) {
  const time = useShopTime()
  return (
    <>
      <div className="time-line-head">
        <strong data-trouble={trouble || undefined}>{label}</strong>
        <span className="digits soft">{time(at)}</span>
        {by !== undefined && <span className="soft">{by}</span>}
      </div>
      <div className="time-line-text">{children}</div>
    </>
  )
}

/** Events and entries by their time. Sorting is stable: what happened at one moment keeps its order. */
function merged(events: readonly Event[], entries: readonly TimeLineEntry[]): (Event | TimeLineEntry)[] {
  if (entries.length === 0) return [...events]
  return [...events, ...entries].sort((a, b) => b.occurredAt.localeCompare(a.occurredAt))
}

/** Events that staff would rather not see. */
export const troubles: ReadonlySet<Event['type']> = new Set([
  'mail.undeliverable',
  'mail.complaint_reported',
  'payment.application_card_failed',
  'payment.renewal_card_failed',
  'contract.suspended',
])

/** Leads to what an event is about. */
export function SubjectLink({ event, leadsTo }: Required<Pick<TimeLineProps, 'leadsTo'>> & { event: Event }) {
  const { applicationId, contractId, customerId } = event
  const subject = subjectsOf(event).find((candidate) => leadsTo.includes(candidate))
  if (subject === 'contract' && contractId)
    return (
      <TextLink to="/contracts/$id" params={{ id: contractId }} size="sm">
        契約を見る
      </TextLink>
    )
  if (subject === 'application' && applicationId)
    return (
      <TextLink to="/applications/$id" params={{ id: applicationId }} size="sm">
        申し込みを見る
      </TextLink>
    )
  if (subject === 'customer' && customerId)
    return (
      <TextLink to="/customers/$id" params={{ id: customerId }} size="sm">
        顧客を見る
      </TextLink>
    )
  return null
}

/** What an event is about, nearest first: a contract's events know their application, too. */
function subjectsOf({ category, applicationId, contractId, customerId }: Event): Subject[] {
  const nearest: Subject[] = category === 'contract' ? ['contract', 'application'] : ['application', 'contract']
  const known = { application: applicationId, contract: contractId, customer: customerId }
  return [...nearest, 'customer' as const].filter((subject) => known[subject] !== null)
}
