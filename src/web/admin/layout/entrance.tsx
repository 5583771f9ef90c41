import { Center, Paper, Stack, Text, Title } from '@mantine/core'
import { useDocumentTitle } from '@mantine/hooks'
import type { ReactNode } from 'react'

/** The frame of the pages before the login. */
export function Entrance({ title, children }: { title: string; children: ReactNode }) {
  useDocumentTitle(`${title} | Luxliner`)
  return (
    <Center component="main" mih="100dvh" p="md">
      <Stack w="100%" maw={420} gap="lg">
        <Text ta="center" fw={700} fz={26} c="lagoon.7" style={{ letterSpacing: '0.02em' }}>
          Luxliner
        </Text>
        <Paper withBorder radius="md" p={{ base: 'md', xs: 'xl' }} bg="white">
          <Title order={1} size="h3" mb="md">
            {title}
          </Title>
          {children}
        </Paper>
      </Stack>
    </Center>
  )
}
