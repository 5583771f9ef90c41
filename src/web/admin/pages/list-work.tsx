import { Stack, Text, Title } from '@mantine/core'
import type { ListWork } from '../../api/schemas.ts'
import { listQuery } from '../queries.ts'
import { Chip } from '../ui/chip.tsx'
import type { Column } from '../ui/data-table.tsx'
import { TextLink } from '../ui/links.tsx'
import { ListView } from '../ui/list-view.tsx'
import { useShopTime } from '../ui/shop.ts'
import { fullName } from '../ui/words.ts'
import { DoneButton } from './todo.tsx'

/** リストからの削除・変更: what has changed since somebody was put on a list, which only people can put right there. */
export function ListWorkList({ state }: { state: string }) {
  return (
    <Stack gap="sm" component="section">
      <Title order={2} size="h4">
        リストからの削除・変更
      </Title>
      <Text size="sm" className="soft">
        リストからの削除・変更は手動です。リストに登録したあとで、申し込みの取り消しや解約、お名前・メールアドレスの変更があった方です。
      </Text>
      <ListView
        label="リストからの削除・変更"
        query={listQuery<ListWork>('list-work', { state })}
        columns={useColumns()}
        empty={state === 'done' ? '対応を済ませたものはまだありません。' : '削除や変更が必要な方はいません。'}
      />
    </Stack>
  )
}

const causes: Record<ListWork['cause'], string> = {
  application_cancelled: '申し込みの取り消し',
  contract_cancelled: '月額契約の解約',
  customer_withdrawn: '退会',
  customer_changed: 'お客様の情報の変更',
}

function useColumns(): Column<ListWork>[] {
  const time = useShopTime()
  return [
    {
      header: 'お名前',
      cell: (row) => (
        <TextLink to="/customers/$id" params={{ id: row.customerId }} className="nowrap" fw={500}>
          {fullName(row)}
        </TextLink>
      ),
    },
    { header: 'メールアドレス', cell: (row) => <div className="roomy">{row.email}</div> },
    { header: 'プランID', cell: (row) => <span className="digits">{row.planId}</span> },
    { header: 'すること', cell: (row) => <WhatToDo work={row} /> },
    { header: '理由', cell: (row) => <span className="nowrap">{causes[row.cause]}</span> },
    { header: '日時', cell: (row) => <span className="digits">{time(row.createdAt)}</span> },
    {
      header: '対応',
      cell: (row) => <DoneButton list="list-work" entry={row} label="対応済みにする" name={fullName(row)} />,
    },
  ]
}

function WhatToDo({ work }: { work: ListWork }) {
  if (work.kind === 'delete') return <Chip label="リストから削除" colour="red" />
  const { newFamilyName, newGivenName, newEmail } = work
  const name = `${newFamilyName ?? ''} ${newGivenName ?? ''}`
  return (
    <Stack gap={2} align="flex-start">
      <Chip label="登録内容を変更" colour="yellow" />
      {name !== fullName(work) && (
        <Text size="sm">
          お名前: {fullName(work)} → <strong>{name}</strong>
        </Text>
      )}
      {newEmail !== null && newEmail !== work.email && (
        <Text size="sm" style={{ overflowWrap: 'anywhere' }}>
          メール: {work.email} → <strong>{newEmail}</strong>
        </Text>
      )}
    </Stack>
  )
}
