import { Box, Stack, Text, Title } from '@mantine/core'
import { type ErrorComponentProps, useRouter } from '@tanstack/react-router'
import { ApiFault } from '../api.ts'
import { Fault } from '../ui/fault.tsx'
import { TextLink } from '../ui/links.tsx'

/**
 * Stands in the place of a page that could not be opened. What is not the API's fault is mostly a part of the app that
 * an update has replaced: only loading the whole app anew helps.
 */
export function PageFault({ error, reset }: ErrorComponentProps) {
  const router = useRouter()
  const retry = () => {
    if (!(error instanceof ApiFault)) return location.reload()
    reset()
    void router.invalidate()
  }
  return (
    <Box p="md" maw={640}>
      <Fault fault={error} retry={retry} />
    </Box>
  )
}

/** An address that leads nowhere. */
export function PageMissing() {
  return (
    <Stack p="xl" gap="xs" align="flex-start">
      <Title order={1} size="h3">
        ページが見つかりません
      </Title>
      <Text size="sm">アドレスが間違っているか、ページがなくなっています。</Text>
      <TextLink to="/" size="sm">
        ダッシュボードへ戻る
      </TextLink>
    </Stack>
  )
}
