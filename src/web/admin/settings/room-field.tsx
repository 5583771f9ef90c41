import { Avatar, Button, Group, List, Select, Stack, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import type { Category } from '../../../events/catalogue.ts'
import { destinationEvents } from '../../../integrations/chatwork/settings.ts'
import type { Room, RoomList } from '../../api/schemas.ts'
import type { ControlProps } from './field.tsx'
import { useRooms } from './rooms.ts'
import { TestButton } from './test-button.tsx'

/** Chooses the Chatwork room of a category, and lists the events that it gets. */
export function RoomField(props: ControlProps & { category: Category }) {
  const { section, category } = props
  const tokenSet = section.page.secrets.apiToken?.set ?? false
  const rooms = useRooms(tokenSet)
  const query = useQuery(rooms.query)
  return (
    <Stack gap="xs">
      <List size="sm" withPadding={false} pl="md" my={2}>
        {destinationEvents[category].map((event) => (
          <List.Item key={event}>{event}</List.Item>
        ))}
      </List>
      <RoomSelect {...props} list={query.data} waiting={query.isLoading} tokenSet={tokenSet} />
      {tokenSet && (
        <Group gap="xs">
          <Button size="compact-sm" variant="subtle" loading={rooms.refreshing} onClick={rooms.refresh}>
            ルームの一覧を更新
          </Button>
          <TestButton
            key={section.page.version}
            section={section}
            label="このルームへテスト送信"
            body={{ category }}
            disabled={chosen(section, props.field) === ''}
          />
        </Group>
      )}
    </Stack>
  )
}

interface RoomSelectProps extends ControlProps {
  list: RoomList | undefined
  waiting: boolean
  tokenSet: boolean
}

function RoomSelect({ section, field, id, error, describedBy, list, waiting, tokenSet }: RoomSelectProps) {
  const value = chosen(section, field)
  const rooms = list?.rooms.filter((room) => room.choosable) ?? []
  const known = list?.rooms.find((room) => room.id === value)
  const trouble = list && troubleOf(list, value)
  // What is chosen stays chosen until staff choose another, also when Chatwork no longer shows it.
  const stray = value !== '' && !rooms.some((room) => room.id === value)
  const options = [
    ...rooms.map((room) => ({ value: room.id, label: room.name })),
    ...(stray ? [{ value, label: known?.name ?? `ルームID ${value}` }] : []),
  ]
  const byId = new Map(rooms.map((room) => [room.id, room]))
  return (
    <Select
      id={id}
      data={options}
      value={value === '' ? null : value}
      onChange={(room) => section.draft.change(field, room ?? '')}
      renderOption={({ option }) => <RoomName name={option.label} room={byId.get(option.value)} />}
      leftSection={value === '' ? undefined : <RoomIcon name={known?.name ?? '?'} room={known} />}
      searchable
      clearable
      clearButtonProps={{ 'aria-label': '通知先を外す' }}
      placeholder={placeholderOf(tokenSet, waiting)}
      nothingFoundMessage="該当するグループチャットがありません"
      disabled={!tokenSet && value === ''}
      error={error ?? trouble}
      aria-describedby={describedBy}
      maxDropdownHeight={320}
      maw={520}
    />
  )
}

function chosen(section: ControlProps['section'], field: string): string {
  return section.draft.text(field)
}

function placeholderOf(tokenSet: boolean, waiting: boolean): string {
  if (!tokenSet) return 'APIトークンを保存すると選べるようになります'
  return waiting ? 'ルームを読み込んでいます…' : 'グループチャットを選んでください'
}

/** What staff should know of the list or of the chosen room; undefined when all is well. */
function troubleOf(list: RoomList, value: string): string | undefined {
  if (list.reason !== null) return list.reason
  if (value === '') return undefined
  const room = list.rooms.find(({ id }) => id === value)
  if (!room)
    return '選択中のルームが見つかりません。削除されたか、このアカウントが参加していない可能性があります。別のルームを選んでください。'
  return room.choosable
    ? undefined
    : '選択中のルームには投稿できません。グループチャットであることと、投稿の権限をご確認ください。'
}

function RoomName({ name, room }: { name: string; room: Room | undefined }) {
  return (
    <Group gap="xs" wrap="nowrap">
      <RoomIcon name={name} room={room} />
      <Text size="sm" truncate>
        {name}
      </Text>
    </Group>
  )
}

/** The room's own picture; its first letter where there is none. */
function RoomIcon({ name, room }: { name: string; room: Room | undefined }) {
  return (
    <Avatar src={room?.iconUrl ?? null} alt="" size={22} radius="sm" imageProps={{ referrerPolicy: 'no-referrer' }}>
      {[...name][0]}
    </Avatar>
  )
}
