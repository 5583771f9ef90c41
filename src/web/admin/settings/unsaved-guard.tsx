import { Button, Group, Modal, Text } from '@mantine/core'
import { useBlocker } from '@tanstack/react-router'

/** Asks before a page with unsaved changes is left, inside the app and out of it. */
export function UnsavedGuard({ dirty }: { dirty: boolean }) {
  const leaving = useBlocker({
    shouldBlockFn: ({ current, next }) => dirty && current.pathname !== next.pathname,
    enableBeforeUnload: dirty,
    withResolver: true,
  })
  const blocked = leaving.status === 'blocked'
  return (
    <Modal
      opened={blocked}
      onClose={() => leaving.reset?.()}
      title="保存していない変更があります"
      centered
      closeButtonProps={{ 'aria-label': '閉じる' }}
    >
      <Text size="sm" mb="lg">
        このページを離れると、入力した内容は失われます。
      </Text>
      <Group justify="flex-end" gap="sm">
        <Button variant="default" onClick={() => leaving.proceed?.()}>
          保存せずに離れる
        </Button>
        <Button data-autofocus onClick={() => leaving.reset?.()}>
          このページに残る
        </Button>
      </Group>
    </Modal>
  )
}
