import { Button, Group, Modal, Stack } from '@mantine/core'
import type { ReactNode } from 'react'

interface ConfirmProps {
  opened: boolean
  title: string
  /** The words of the button that does it. */
  action: string
  /** It cannot be taken back, or takes something away. */
  grave?: boolean
  running: boolean
  onConfirm: () => void
  onClose: () => void
  children: ReactNode
}

/** Asks before something is done that others notice. */
export function Confirm({ opened, title, action, grave = false, running, onConfirm, onClose, children }: ConfirmProps) {
  return (
    <Modal opened={opened} onClose={onClose} title={title} centered>
      <Stack gap="md">
        {children}
        <Group justify="flex-end" gap="sm">
          <Button variant="default" onClick={onClose}>
            やめる
          </Button>
          <Button {...(grave ? { color: 'red' } : {})} loading={running} onClick={onConfirm}>
            {action}
          </Button>
        </Group>
      </Stack>
    </Modal>
  )
}
