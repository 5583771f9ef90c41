import { Button, Group, Modal, Text } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import type { ApiKey } from '../../api/schemas.ts'
import { send } from '../api.ts'
import { Chip } from '../ui/chip.tsx'
import { type Column, DataTable } from '../ui/data-table.tsx'
import { useShopTime } from '../ui/shop.ts'
import { sayDone, sayFault, sayRefused } from '../ui/toast.ts'

/** The keys that were made; a key in use can be revoked. */
export function ApiKeyTable({ keys }: { keys: readonly ApiKey[] }) {
  const time = useShopTime()
  const [revoking, setRevoking] = useState<ApiKey | null>(null)
  const columns: Column<ApiKey>[] = [
    { header: '名前', cell: (row) => <strong className="name">{row.name}</strong> },
    { header: '末尾', cell: (row) => <span className="digits">…{row.last4}</span> },
    { header: '作成', cell: (row) => <span className="digits">{time(row.createdAt)}</span> },
    { header: '最後の利用', cell: (row) => <span className="digits">{time(row.lastUsedAt)}</span> },
    {
      header: '状態',
      cell: (row) =>
        row.revokedAt ? (
          <Chip label="無効" colour="gray" />
        ) : (
          <Button
            size="xs"
            variant="subtle"
            color="red.9"
            c="red.9"
            aria-label={`${row.name}を無効にする`}
            onClick={() => setRevoking(row)}
          >
            無効にする
          </Button>
        ),
    },
  ]
  return (
    <>
      <DataTable label="APIキー" columns={columns} rows={keys} rowKey={(row) => row.id} />
      <RevokeDialog apiKey={revoking} onClose={() => setRevoking(null)} />
    </>
  )
}

function RevokeDialog({ apiKey, onClose }: { apiKey: ApiKey | null; onClose: () => void }) {
  const cache = useQueryClient()
  const revoke = useMutation({
    mutationFn: (key: ApiKey) => send('DELETE', `api-keys/${key.id}`),
    onSuccess: (answer, key) => {
      if (answer.done) sayDone(`「${key.name}」を無効にしました`)
      else sayRefused(answer.problem.detail)
    },
    onError: sayFault,
    onSettled: async () => {
      await cache.invalidateQueries({ queryKey: ['api-keys'] })
      onClose()
    },
  })
  return (
    <Modal
      opened={apiKey !== null}
      onClose={onClose}
      title="APIキーを無効にしますか?"
      centered
      closeButtonProps={{ 'aria-label': '閉じる' }}
    >
      <Text size="sm" mb="lg">
        「{apiKey?.name}」を使っているプログラムは、すぐに利用できなくなります。元には戻せません。
      </Text>
      <Group justify="flex-end" gap="sm">
        <Button variant="default" onClick={onClose}>
          やめる
        </Button>
        <Button color="red.9" loading={revoke.isPending} onClick={() => apiKey && revoke.mutate(apiKey)}>
          無効にする
        </Button>
      </Group>
    </Modal>
  )
}
