import { Drawer } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { resourceQuery } from '../queries.ts'
import { Loaded } from './fault.tsx'

interface EntryDrawerProps<Detail> {
  title: string
  /** In the API, such as `letters/L12`; closed while undefined. */
  path: string | undefined
  onClose: () => void
  children: (detail: Detail) => ReactNode
}

/** One entry of a list, opened at the right of it. */
export function EntryDrawer<Detail>({ title, path, onClose, children }: EntryDrawerProps<Detail>) {
  return (
    <Drawer
      opened={path !== undefined}
      onClose={onClose}
      position="right"
      size="lg"
      title={title}
      closeButtonProps={{ 'aria-label': '閉じる' }}
    >
      {path !== undefined && <Entry path={path}>{children}</Entry>}
    </Drawer>
  )
}

function Entry<Detail>({ path, children }: { path: string; children: (detail: Detail) => ReactNode }) {
  return <Loaded query={useQuery(resourceQuery<Detail>(path))}>{children}</Loaded>
}
