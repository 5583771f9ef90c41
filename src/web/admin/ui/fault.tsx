import { Button, Group, Skeleton, Stack, Text } from '@mantine/core'
import type { ReactNode } from 'react'
import { ApiFault } from '../api.ts'
import { Notice } from './notice.tsx'

const UNEXPECTED = '予期しない問題が起きました。ページを読み込み直してください。'

/** What went wrong, in words for the screen. */
export function faultText(fault: unknown): string {
  return fault instanceof ApiFault ? fault.message : UNEXPECTED
}

/** Stands where the content would: what went wrong, and a way to try again. */
export function Fault({ fault, retry }: { fault: unknown; retry?: () => void }) {
  return (
    <Notice tone="trouble" title="読み込めませんでした">
      <Stack gap="xs" align="flex-start">
        <Text size="sm">{faultText(fault)}</Text>
        {retry && (
          <Button size="xs" variant="default" onClick={retry}>
            もう一度読み込む
          </Button>
        )}
      </Stack>
    </Notice>
  )
}

interface LoadedProps<T> {
  query: { data: T | undefined; error: unknown; refetch: () => unknown }
  children: (data: T) => ReactNode
}

/** The content once it is there; until then its outline, or what went wrong. */
export function Loaded<T>({ query, children }: LoadedProps<T>) {
  if (query.data !== undefined) return children(query.data)
  if (query.error) return <Fault fault={query.error} retry={() => void query.refetch()} />
  return (
    <Stack gap="md" aria-busy="true">
      <Skeleton height={120} radius="md" />
      <Group grow>
        <Skeleton height={220} radius="md" />
      </Group>
    </Stack>
  )
}
