import { Anchor, Button, Checkbox, Group, Progress, Stack, Text } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useNavigate, useParams } from '@tanstack/react-router'
import { useState } from 'react'
import type { CustomerImport, CustomerImportDetail, FaultyLine } from '../../api/schemas.ts'
import { send } from '../api.ts'
import { resourceQuery } from '../queries.ts'
import { type Column, DataTable } from '../ui/data-table.tsx'
import { digits, Facts } from '../ui/facts.tsx'
import { Loaded } from '../ui/fault.tsx'
import { Notice } from '../ui/notice.tsx'
import { Page } from '../ui/page.tsx'
import { Panel } from '../ui/panel.tsx'
import { sayFault, sayRefused } from '../ui/toast.ts'

/** While customers are being added, how far it has come is looked at this often. */
const LOOK_EVERY_MS = 1_000

/** One CSV file: what was found, its progress, and what could not be added. */
export function CustomerImportPage() {
  const { id } = useParams({ from: '/staff/customers/import/$id' })
  const query = useQuery({
    ...resourceQuery<CustomerImportDetail>(`customer-imports/${id}`),
    refetchInterval: ({ state }) => (state.data?.state === 'running' ? LOOK_EVERY_MS : false),
  })
  return (
    <Page title={query.data?.fileName ?? 'CSVで登録'} back={{ to: '/customers/import', label: 'CSVで登録' }} narrow>
      <Loaded query={query}>
        {(file) => (
          <>
            <Panel title={titles[file.state]}>
              <Stack gap="md">
                {file.state !== 'checked' && <Added file={file} />}
                <Counts file={file} />
                {file.state === 'checked' && <Start file={file} />}
              </Stack>
            </Panel>
            {file.faultyLines > 0 && <Faults file={file} />}
          </>
        )}
      </Loaded>
    </Page>
  )
}

const titles: Record<CustomerImport['state'], string> = {
  checked: '確認の結果(まだ登録していません)',
  running: '登録しています',
  finished: '登録が終わりました',
}

function Counts({ file }: { file: CustomerImportDetail }) {
  const lines = (count: number) => digits(`${count.toLocaleString()}行`)
  const ready = file.lines - file.faultyLines - file.addedLines
  return (
    <>
      <Facts
        facts={[
          ['ファイルの行数', lines(file.lines)],
          file.state === 'finished' ? ['登録した行', lines(file.addedLines)] : ['登録できる行', lines(ready)],
          ['登録できない行', lines(file.faultyLines)],
          ['使わない列', file.ignoredColumns.length === 0 ? null : file.ignoredColumns.join('、')],
        ]}
      />
      {file.state === 'checked' && ready === 0 && (
        <Notice tone="warning" title="登録できる行がありません">
          下の理由をご確認のうえ、ファイルを直してから、もう一度お試しください。
        </Notice>
      )}
    </>
  )
}

function Added({ file }: { file: CustomerImportDetail }) {
  const toAdd = file.lines - file.faultyLines
  const done = toAdd === 0 ? 100 : (100 * file.addedLines) / toAdd
  return (
    <Stack gap={6} role="status">
      <Progress value={done} size="lg" aria-label="登録の進み具合" animated={file.state === 'running'} />
      <Text size="sm">
        <span className="digits">
          {file.addedLines.toLocaleString()} / {toAdd.toLocaleString()}人
        </span>
        を登録しました。
        {file.state === 'running' && 'この画面を閉じても、登録は続きます。'}
        {file.state === 'running' &&
          file.invite &&
          '案内メールは、ほかのメールの妨げにならない速さで順にお送りします。'}
      </Text>
    </Stack>
  )
}

function Start({ file }: { file: CustomerImportDetail }) {
  const cache = useQueryClient()
  const navigate = useNavigate()
  const [invite, setInvite] = useState(false)
  const start = useMutation({
    mutationFn: () => send<CustomerImport>('POST', `customer-imports/${file.id}/start`, { invite }),
    onSuccess: async (answer) => {
      if (!answer.done) sayRefused(answer.problem.detail)
      await cache.invalidateQueries()
    },
    onError: sayFault,
  })
  const discard = useMutation({
    mutationFn: () => send('DELETE', `customer-imports/${file.id}`),
    onSuccess: async (answer) => {
      if (!answer.done) sayRefused(answer.problem.detail)
      await cache.invalidateQueries({ queryKey: ['customer-imports'] })
      await navigate({ to: '/customers/import' })
    },
    onError: sayFault,
  })
  const ready = file.lines - file.faultyLines
  return (
    <>
      <Checkbox
        label="本登録の案内メールを送る"
        description="登録したお客様全員に、パスワードを設定するためのURLをお送りします。選ばない場合、メールは送られません。"
        checked={invite}
        onChange={(event) => setInvite(event.currentTarget.checked)}
        disabled={ready === 0}
      />
      <Group gap="sm">
        <Button disabled={ready === 0} loading={start.isPending} onClick={() => start.mutate()}>
          {ready.toLocaleString()}人を登録する
        </Button>
        <Button variant="default" loading={discard.isPending} onClick={() => discard.mutate()}>
          取りやめる
        </Button>
      </Group>
    </>
  )
}

const columns: Column<FaultyLine>[] = [
  { header: '行', cell: (row) => digits(`${row.line.toLocaleString()}行目`) },
  {
    header: '理由',
    cell: (row) =>
      row.faults.map(({ column, message }) => (
        <div key={column}>
          {column}: {message}
        </div>
      )),
  },
]

function Faults({ file }: { file: CustomerImportDetail }) {
  const more = file.faultyLines - file.faulty.length
  return (
    <Panel
      title="登録できない行"
      flush
      actions={
        <Anchor href={`/api/v1/customer-imports/${file.id}/faults.csv`} download size="sm">
          CSVをダウンロード
        </Anchor>
      }
    >
      <DataTable label="登録できない行" columns={columns} rows={file.faulty} rowKey={(row) => row.line} />
      {more > 0 && (
        <Text size="sm" className="soft" p="md">
          ほかに{more.toLocaleString()}行あります。すべての行は、CSVファイルでご確認ください。
        </Text>
      )}
    </Panel>
  )
}
