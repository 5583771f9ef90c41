import { Text } from '@mantine/core'
import type { ReactNode } from 'react'
import './notice.css'

interface NoticeProps {
  tone: 'info' | 'warning' | 'trouble' | 'success'
  title: string
  id?: string
  children?: ReactNode
}

/** Something that should be read: a hint, a warning, what went wrong. Trouble and success are read out as they appear. */
export function Notice({ tone, title, id, children }: NoticeProps) {
  const role = tone === 'trouble' ? 'alert' : tone === 'success' ? 'status' : 'note'
  return (
    <div className="notice" data-tone={tone} role={role} {...(id === undefined ? {} : { id })}>
      <Text component="p" m={0} size="sm" fw={700} className="notice-title">
        {title}
      </Text>
      <div className="notice-text">{children}</div>
    </div>
  )
}
