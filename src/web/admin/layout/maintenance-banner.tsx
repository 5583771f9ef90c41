import { Box, Button, Group, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useChangeMaintenance } from '../maintenance/use-change.ts'
import { maintenanceQuery } from '../queries.ts'
import { Notice } from '../ui/notice.tsx'

/** Stands above every page while メンテナンスモード is on: a shop that is closed by oversight sells nothing. */
export function MaintenanceBanner() {
  const { data } = useQuery(maintenanceQuery)
  const change = useChangeMaintenance()
  if (!data?.on) return null
  return (
    <Box mb="md">
      <Notice tone="warning" title="メンテナンスモードがONです">
        <Group justify="space-between" gap="sm">
          <Text size="sm">
            お客様には、申し込みページと会員ページの代わりに案内を表示しています。月額の課金とお知らせは続いています。
          </Text>
          <Button size="xs" loading={change.isPending} onClick={() => change.mutate({ on: false })}>
            OFFにする
          </Button>
        </Group>
      </Notice>
    </Box>
  )
}
