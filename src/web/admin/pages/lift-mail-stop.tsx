import { Button, Group, Modal, Stack, Text, Textarea } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import type { Customer, LiftInput, MailStop } from '../../api/schemas.ts'
import { send } from '../api.ts'
import { messageAt } from '../settings/draft.ts'
import { sayDone, sayFault, sayRefused } from '../ui/toast.ts'
import { fullName } from '../ui/words.ts'

interface LiftMailStopProps {
  customer: Customer
  stop: MailStop
  close: () => void
}

const follows: Record<MailStop['cause'], string> = {
  undeliverable: 'これまでの不達は数え直しになります。再び届かなかったときは、また自動で止まります。',
  complained: 'メルマガの希望は「希望しない」のまま変わりません。',
}

/** 再び送れるようにする: asks why, which stands in the time line. */
export function LiftMailStop({ customer, stop, close }: LiftMailStopProps) {
  const [reason, setReason] = useState('')
  const lift = useLift(customer, stop, close)
  const errors = lift.data?.done === false ? lift.data.problem.errors : undefined
  return (
    <Modal opened onClose={close} title="ご案内メールを再び送れるようにしますか?" centered withCloseButton={false}>
      <form
        noValidate
        onSubmit={(event) => {
          event.preventDefault()
          lift.mutate({ reason })
        }}
      >
        <Stack gap="md">
          <Text size="sm">
            {fullName(customer)} 様へのご案内メールが、再び送られるようになります。{follows[stop.cause]}
          </Text>
          <Text size="sm">
            これまで止めていたメールは、自動では送られません。必要なものは、送信箱から送ってください。
          </Text>
          <Textarea
            label="理由"
            description="「これまでの出来事」に残ります。お客様には表示しません。"
            placeholder="お客様に電話で確認し、アドレスが正しいことがわかったため"
            required
            autosize
            minRows={2}
            maxRows={6}
            value={reason}
            onChange={(event) => setReason(event.currentTarget.value)}
            error={messageAt(errors ?? [], 'reason')}
          />
          <Group justify="flex-end" gap="sm">
            <Button variant="default" onClick={close}>
              やめる
            </Button>
            <Button type="submit" loading={lift.isPending}>
              再び送れるようにする
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  )
}

function useLift({ id }: Customer, { cause }: MailStop, close: () => void) {
  const cache = useQueryClient()
  return useMutation({
    mutationFn: (input: LiftInput) => send<Customer>('POST', `customers/${id}/mail-stops/${cause}/lift`, input),
    onSuccess: (answer) => {
      if (!answer.done && answer.problem.errors) return
      // Somebody else was faster: with the stop this dialog goes away, so it cannot be the one to say so.
      if (answer.done) sayDone('ご案内メールを再び送れるようにしました')
      else sayRefused(answer.problem.detail)
      close()
    },
    onError: sayFault,
    onSettled: () => cache.invalidateQueries(),
  })
}
