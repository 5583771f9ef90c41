import { Button, Group, Modal, Stack, Text } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import type { Transfer } from '../../api/schemas.ts'
import { type Answer, send } from '../api.ts'
import { sayDone, sayFault, sayRefused } from '../ui/toast.ts'
import { fullName } from '../ui/words.ts'

/** Takes one confirmation back, after asking. */
export function UndoButton({ transfer }: { transfer: Transfer }) {
  const name = fullName(transfer.customer)
  return (
    <UndoDialog
      label="取り消す"
      title={`${name} 様の入金確認を取り消しますか?`}
      of={name}
      undo={() => send<Transfer>('POST', `payments/${transfer.id}/undo-confirmation`)}
      done={() => `${name} 様の入金確認を取り消しました`}
    />
  )
}

interface UndoDialogProps<T> {
  label: string
  title: string
  /** Whose or what, for screen readers. */
  of: string
  undo: () => Promise<Answer<T>>
  done: (value: T) => string
}

/** A button that asks before it takes confirmations back, and says what that means. */
export function UndoDialog<T>({ label, title, of, undo, done }: UndoDialogProps<T>): ReactNode {
  const [opened, dialog] = useDisclosure(false)
  const cache = useQueryClient()
  const run = useMutation({
    mutationFn: undo,
    onSuccess: (answer) => {
      if (answer.done) sayDone(done(answer.value))
      else sayRefused(answer.problem.detail)
    },
    onError: sayFault,
    onSettled: () => {
      dialog.close()
      return cache.invalidateQueries()
    },
  })
  return (
    <>
      <Button size="xs" variant="default" aria-label={`${of}: ${label}`} onClick={dialog.open}>
        {label}
      </Button>
      <Modal opened={opened} onClose={dialog.close} title={title} centered withCloseButton={false}>
        <Stack gap="md">
          <Text size="sm">
            入金待ち(期限を過ぎている場合は期限切れ)に戻ります。この入金で再開した契約は、停止に戻ります。
          </Text>
          <Text size="sm">
            お客様には、すでに入金確認のメールをお送りしています。必要に応じて、お店からご連絡ください。
          </Text>
          <Group gap="sm">
            <Button color="red.9" loading={run.isPending} onClick={() => run.mutate()}>
              入金確認を取り消す
            </Button>
            <Button variant="default" onClick={dialog.close}>
              閉じる
            </Button>
          </Group>
        </Stack>
      </Modal>
    </>
  )
}
