import { Group, Paper, Title } from '@mantine/core'
import type { ReactNode } from 'react'

interface PanelProps {
  title?: ReactNode
  actions?: ReactNode
  id?: string
  /** For tables, which reach from edge to edge. */
  flush?: boolean
  children: ReactNode
}

/** A white card on the page's ground. */
export function Panel({ title, actions, id, flush = false, children }: PanelProps) {
  return (
    <Paper
      component="section"
      {...(id === undefined ? {} : { id })}
      withBorder
      radius="md"
      p={flush ? 0 : { base: 'md', sm: 'lg' }}
      bg="white"
    >
      {(title || actions) && (
        <Group justify="space-between" gap="sm" mb={flush ? 0 : 'sm'} p={flush ? 'md' : 0} pb={flush ? 'xs' : 0}>
          <Title order={2} size="h4">
            {title}
          </Title>
          {actions}
        </Group>
      )}
      {children}
    </Paper>
  )
}
