import { Group, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import type { LetterKindList } from '../../api/schemas.ts'
import { resourceQuery } from '../queries.ts'
import { Chip } from '../ui/chip.tsx'
import { Loaded } from '../ui/fault.tsx'
import { TextLink } from '../ui/links.tsx'
import { Page } from '../ui/page.tsx'
import { Panel } from '../ui/panel.tsx'
import './letters.css'

type LetterKind = LetterKindList['items'][number]

/** 設定 → お客様へのメール: every kind of letter, by groups. */
export function LetterKindsPage() {
  // A page of words that was just saved leads back here.
  const query = useQuery({ ...resourceQuery<LetterKindList>('settings/letters'), staleTime: 0 })
  return (
    <Page
      title="お客様へのメール"
      about="お客様に自動で送られるメールです。文面は、ショップに合わせて変更できます。送ったメールは「送信箱」で確認できます。"
      narrow
    >
      <Loaded query={query}>
        {({ items }) =>
          [...Map.groupBy(items, ({ group }) => group)].map(([group, kinds]) => (
            <Panel key={group} title={group}>
              <ul className="letter-kinds">
                {kinds.map((kind) => (
                  <KindEntry key={kind.kind} entry={kind} />
                ))}
              </ul>
            </Panel>
          ))
        }
      </Loaded>
    </Page>
  )
}

function KindEntry({ entry }: { entry: LetterKind }) {
  return (
    <li>
      <Group justify="space-between" gap={6}>
        <TextLink to="/settings/letters/$kind" params={{ kind: entry.kind }} className="row-link" size="sm">
          {entry.label}
        </TextLink>
        <Group gap={6}>
          {entry.changed && <Chip label="文面を変更済み" colour="blue" />}
          {!entry.sent && <Chip label="停止中" colour="gray" />}
        </Group>
      </Group>
      <Text size="xs" className="soft">
        {entry.when}
      </Text>
    </li>
  )
}
