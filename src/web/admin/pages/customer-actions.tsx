import { Button, Group, List, Modal, Stack, Text } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import type { Customer, CustomerDetail } from '../../api/schemas.ts'
import { send } from '../api.ts'
import { LinkButton } from '../ui/links.tsx'
import { sayDone, sayFault, sayRefused } from '../ui/toast.ts'
import { fullName } from '../ui/words.ts'

/** What staff can do with a customer. */
export function CustomerActions({ customer }: { customer: CustomerDetail }) {
  const [asking, dialog] = useDisclosure(false)
  const resend = useChange(customer, 'registration-link', '本登録の案内メールを送りました')
  if (customer.state === 'withdrawn') return null
  return (
    <Group gap="sm">
      {customer.state === 'provisional' && (
        <Button variant="default" size="sm" loading={resend.isPending} onClick={() => resend.mutate()}>
          本登録の案内を送る
        </Button>
      )}
      <LinkButton to="/customers/$id/edit" params={{ id: customer.id }} variant="default" size="sm">
        編集
      </LinkButton>
      <Button variant="subtle" color="red.9" c="red.9" size="sm" onClick={dialog.open}>
        退会にする
      </Button>
      <WithdrawDialog customer={customer} opened={asking} onClose={dialog.close} />
    </Group>
  )
}

function WithdrawDialog({
  customer,
  opened,
  onClose,
}: {
  customer: CustomerDetail
  opened: boolean
  onClose: () => void
}) {
  const withdraw = useChange(customer, 'withdrawal', `${fullName(customer)} 様を退会にしました`)
  return (
    <Modal
      opened={opened}
      onClose={onClose}
      title={`${fullName(customer)} 様を退会にしますか?`}
      centered
      closeButtonProps={{ 'aria-label': '閉じる' }}
    >
      <Stack gap="md">
        <List size="sm" spacing={6}>
          <List.Item>お客様はすぐにログアウトとなり、会員ページにログインできなくなります。</List.Item>
          <List.Item>これまでの申し込み・決済・メールの記録は残ります。</List.Item>
          <List.Item>同じメールアドレスで再び申し込まれた場合は、新しいお客様として登録されます。</List.Item>
          <List.Item>元に戻すことはできません。</List.Item>
        </List>
        <Text size="sm" className="soft">
          解約していない契約がある場合は、退会にできません。先に契約を解約してください。
        </Text>
        <Group justify="flex-end" gap="sm">
          <Button variant="default" onClick={onClose}>
            やめる
          </Button>
          <Button
            color="red.9"
            loading={withdraw.isPending}
            onClick={() => withdraw.mutate(undefined, { onSettled: onClose })}
          >
            退会にする
          </Button>
        </Group>
      </Stack>
    </Modal>
  )
}

function useChange(customer: Customer, action: string, done: string) {
  const cache = useQueryClient()
  return useMutation({
    mutationFn: () => send<Customer>('POST', `customers/${customer.id}/${action}`),
    onSuccess: async (answer) => {
      if (answer.done) sayDone(done)
      else sayRefused(answer.problem.detail)
      await cache.invalidateQueries()
    },
    onError: sayFault,
  })
}
