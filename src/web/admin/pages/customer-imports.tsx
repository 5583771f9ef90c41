import { Anchor, Button, FileInput, Group, List, Stack, Text } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import type { CustomerImport, CustomerImportList } from '../../api/schemas.ts'
import { upload, withQuery } from '../api.ts'
import { resourceQuery } from '../queries.ts'
import { Chip } from '../ui/chip.tsx'
import { type Column, DataTable } from '../ui/data-table.tsx'
import { faultText, Loaded } from '../ui/fault.tsx'
import { TextLink } from '../ui/links.tsx'
import { Notice } from '../ui/notice.tsx'
import { Page } from '../ui/page.tsx'
import { Panel } from '../ui/panel.tsx'
import { useShopTime } from '../ui/shop.ts'
import { importStates } from '../ui/words.ts'

const PATH = 'customer-imports'

/** 顧客 → CSVで登録: choose a file, which is checked first. */
export function CustomerImportsPage() {
  const query = useQuery(resourceQuery<CustomerImportList>(PATH))
  const columns = useColumns()
  return (
    <Page
      title="CSVで登録"
      about="CSVファイルのお客様を、仮登録のお客様としてまとめて登録します。まず内容を確認し、登録するのはそのあとです。"
      back={{ to: '/customers', label: '顧客の一覧' }}
      narrow
    >
      <Panel title="ファイルを選ぶ">
        <ChooseFile />
      </Panel>
      <Loaded query={query}>
        {({ items }) =>
          items.length > 0 && (
            <Panel title="これまでのファイル" flush>
              <DataTable label="これまでのファイル" columns={columns} rows={items} rowKey={(row) => row.id} />
            </Panel>
          )
        }
      </Loaded>
    </Page>
  )
}

function ChooseFile() {
  const cache = useQueryClient()
  const navigate = useNavigate()
  const [file, setFile] = useState<File | null>(null)
  const check = useMutation({
    mutationFn: (chosen: File) =>
      upload<CustomerImport>(withQuery(PATH, { fileName: chosen.name }), chosen, 'text/csv'),
    onSuccess: async (answer) => {
      if (!answer.done) return
      await cache.invalidateQueries({ queryKey: [PATH] })
      await navigate({ to: '/customers/import/$id', params: { id: answer.value.id } })
    },
  })
  const refusal = check.data?.done === false ? check.data.problem.detail : check.error && faultText(check.error)
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault()
        if (file !== null) check.mutate(file)
      }}
    >
      <Stack gap="md">
        <List size="sm" spacing={4}>
          <List.Item>
            1行目に「姓」「名」「メールアドレス」の見出しが必要です。「セイ」「メイ」「メルマガ」は任意です。
          </List.Item>
          <List.Item>「メルマガ」の列には「希望する」または「希望しない」と入力してください。</List.Item>
          <List.Item>一度に100,000行、20MBまで登録できます。</List.Item>
        </List>
        <Text size="sm">
          <Anchor href={`/api/v1/${PATH}/template.csv`} download inherit>
            ひな形をダウンロード
          </Anchor>
        </Text>
        <FileInput
          label="CSVファイル"
          placeholder="ファイルを選択"
          accept=".csv,text/csv"
          clearable
          maw={420}
          value={file}
          onChange={(chosen) => {
            setFile(chosen)
            check.reset()
          }}
        />
        {refusal && (
          <Notice tone="trouble" title="ファイルを読み取れませんでした">
            {refusal}
          </Notice>
        )}
        <Group gap="sm">
          <Button type="submit" disabled={file === null} loading={check.isPending}>
            内容を確認する
          </Button>
          {check.isPending && (
            <Text size="sm" className="soft" role="status">
              確認しています。行数が多いと、1分ほどかかることがあります。
            </Text>
          )}
        </Group>
      </Stack>
    </form>
  )
}

function useColumns(): Column<CustomerImport>[] {
  const time = useShopTime()
  const count = (value: number) => <span className="digits">{value.toLocaleString()}</span>
  return [
    {
      header: 'ファイル',
      cell: (row) => (
        <TextLink to="/customers/import/$id" params={{ id: row.id }} className="row-link" size="sm">
          {row.fileName}
        </TextLink>
      ),
    },
    { header: '状態', cell: (row) => <Chip {...importStates[row.state]} /> },
    { header: '行数', align: 'right', cell: (row) => count(row.lines) },
    { header: '登録', align: 'right', cell: (row) => count(row.addedLines) },
    { header: '登録不可', align: 'right', cell: (row) => count(row.faultyLines) },
    { header: '日時', cell: (row) => <span className="digits">{time(row.createdAt)}</span> },
  ]
}
