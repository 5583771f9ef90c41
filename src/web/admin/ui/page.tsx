import { Box, Group, Stack, Text, Title } from '@mantine/core'
import { useDocumentTitle } from '@mantine/hooks'
import type { ReactNode } from 'react'
import { TextLink } from './links.tsx'

interface PageProps {
  title: string
  /** One sentence on what the page is for. */
  about?: ReactNode
  /** The list this page belongs to. */
  back?: { to: string; label: string }
  /** Buttons beside the title. */
  actions?: ReactNode
  /** Forms and texts read better on a narrower measure than tables. */
  narrow?: boolean
  children: ReactNode
}

/** A page inside the layout: title, what it is for, its content. */
export function Page({ title, about, back, actions, narrow = false, children }: PageProps) {
  useDocumentTitle(`${title} | Luxliner`)
  return (
    <Box maw={narrow ? 860 : 1320}>
      <Stack gap="md">
        <div>
          {back && (
            <TextLink to={back.to} size="sm">
              ← {back.label}
            </TextLink>
          )}
          <Group justify="space-between" align="center" gap="sm">
            <Title order={1} size="h2" lh={1.4}>
              {title}
            </Title>
            {actions}
          </Group>
          {about && (
            <Text size="sm" className="soft" mt={4}>
              {about}
            </Text>
          )}
        </div>
        {children}
      </Stack>
    </Box>
  )
}
