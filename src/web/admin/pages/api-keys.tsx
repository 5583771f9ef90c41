import { Button, Code, Group, Stack, Text, TextInput } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import type { ApiKeyList, CreatedApiKey } from '../../api/schemas.ts'
import { send } from '../api.ts'
import { resourceQuery } from '../queries.ts'
import { CopyButton } from '../ui/copy-button.tsx'
import { Loaded } from '../ui/fault.tsx'
import { Empty } from '../ui/list-view.tsx'
import { Notice } from '../ui/notice.tsx'
import { Page } from '../ui/page.tsx'
import { Panel } from '../ui/panel.tsx'
import { sayFault } from '../ui/toast.ts'
import { ApiKeyTable } from './api-key-table.tsx'

const PATH = 'api-keys'

/** 設定 → APIキー: keys with which other programs of the shop use the API. */
export function ApiKeysPage() {
  const query = useQuery(resourceQuery<ApiKeyList>(PATH))
  return (
    <Page
      title="APIキー"
      about="ほかのプログラムからLuxlinerを利用するための鍵です。鍵を持つ人は管理画面と同じことができるため、大切に保管してください。"
      narrow
    >
      <NewKey />
      <Loaded query={query}>
        {({ items }) =>
          items.length === 0 ? (
            <Empty text="まだAPIキーはありません。ほかのプログラムと連携するときに作成してください。" />
          ) : (
            <Panel flush>
              <ApiKeyTable keys={items} />
            </Panel>
          )
        }
      </Loaded>
    </Page>
  )
}

function NewKey() {
  const cache = useQueryClient()
  const [name, setName] = useState('')
  const create = useMutation({
    mutationFn: () => send<CreatedApiKey>('POST', PATH, { name }),
    onSuccess: async (answer) => {
      if (!answer.done) return
      setName('')
      await cache.invalidateQueries({ queryKey: [PATH] })
    },
    onError: sayFault,
  })
  const refused = create.data?.done === false ? create.data.problem : undefined
  return (
    <Panel title="APIキーを作成">
      <form
        onSubmit={(event) => {
          event.preventDefault()
          create.mutate()
        }}
      >
        <Stack gap="md">
          <TextInput
            label="名前"
            description="何に使う鍵か、あとで分かる名前を付けてください。"
            placeholder="会計ソフトとの連携"
            value={name}
            onChange={(event) => setName(event.currentTarget.value)}
            error={refused && (refused.errors?.[0]?.message ?? refused.detail)}
            maw={420}
          />
          <Group>
            <Button type="submit" loading={create.isPending}>
              作成する
            </Button>
          </Group>
          {create.data?.done && <ShownOnce created={create.data.value} />}
        </Stack>
      </form>
    </Panel>
  )
}

function ShownOnce({ created }: { created: CreatedApiKey }) {
  return (
    <Notice tone="success" title={`「${created.name}」を作成しました`}>
      <Text size="sm" mb="xs">
        鍵が表示されるのは今回だけです。コピーして、安全な場所に保管してください。
      </Text>
      <Group gap="sm">
        <Code fz="sm">{created.key}</Code>
        <CopyButton value={created.key} />
      </Group>
    </Notice>
  )
}
