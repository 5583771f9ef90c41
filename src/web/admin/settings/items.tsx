import { Stack } from '@mantine/core'
import { useEffect, useState } from 'react'
import type { FormItem } from '../../../integrations/settings-form.ts'
import { TicketPreviewItem } from '../integrations/ticket-preview.tsx'
import { Notice } from '../ui/notice.tsx'
import { messageAt } from './draft.ts'
import { Examples } from './examples.tsx'
import { Field } from './field.tsx'
import { Paragraphs } from './paragraphs.tsx'
import { isShown, partId, type Section } from './section.ts'
import { ToCopy } from './to-copy.tsx'
import './items.css'

/** The items of a settings form, in their order. */
export function Items({
  items,
  section,
  within,
}: {
  items: readonly FormItem[]
  section: Section
  /** The id of the part that they are folded into; ids must not stand twice on the page. */
  within?: string
}) {
  return items.map(
    (item, index) =>
      isShown(item, section.draft.text) && (
        <Item
          key={item.kind === 'field' ? item.field : item.title}
          item={item}
          section={section}
          id={within === undefined ? partId(section.name, index) : `${within}-${index + 1}`}
        />
      ),
  )
}

function Item({ item, section, id }: { item: FormItem; section: Section; id: string }) {
  switch (item.kind) {
    case 'field':
      return <Field item={item} section={section} />
    case 'notice':
      return <NoticeItem item={item} id={id} />
    case 'to_copy':
      return <ToCopy item={item} id={id} />
    case 'details':
      return <Details item={item} section={section} id={id} />
    case 'examples':
      return <Examples item={item} section={section} id={id} />
    case 'ticket_preview':
      return <TicketPreviewItem title={item.title} section={section} id={id} />
  }
}

function NoticeItem({ item, id }: { item: Extract<FormItem, { kind: 'notice' }>; id: string }) {
  return (
    <Notice id={id} tone={item.tone} title={item.title}>
      <Paragraphs paragraphs={item.paragraphs} />
    </Notice>
  )
}

interface DetailsProps {
  item: Extract<FormItem, { kind: 'details' }>
  section: Section
  id: string
}

/** Folded away, unless something in it is wrong. */
function Details({ item, section, id }: DetailsProps) {
  const refused = item.items.some(
    (inner) => inner.kind === 'field' && messageAt(section.errors, inner.field) !== undefined,
  )
  const [open, setOpen] = useState(refused)
  useEffect(() => {
    if (refused) setOpen(true)
  }, [refused])
  return (
    <details id={id} className="settings-details" open={open} onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>{item.title}</summary>
      <Stack gap="lg" pt="md">
        <Items items={item.items} section={section} within={id} />
      </Stack>
    </details>
  )
}
