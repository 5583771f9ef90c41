import { Button, Group, Modal, Stack, Text, Textarea, TextInput } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { formatYen } from '../../../platform/money.ts'
import type { Payment, RefundInput } from '../../api/schemas.ts'
import { send } from '../api.ts'
import { messageAt } from '../settings/draft.ts'
import { faultText } from '../ui/fault.tsx'
import { Notice } from '../ui/notice.tsx'
import { sayDone } from '../ui/toast.ts'
import { cardWords } from '../ui/words.ts'

/** 返金 of one card payment, in a dialog; nothing where nothing can go back. */
export function RefundButton({ payment }: { payment: Payment }) {
  const [opened, dialog] = useDisclosure(false)
  const { refundableYen, orderId } = payment
  if (refundableYen === null) return null
  return (
    <>
      <Button size="xs" variant="default" aria-label={`決済 ${orderId}: 返金する`} onClick={dialog.open}>
        返金
      </Button>
      <Modal
        opened={opened}
        onClose={dialog.close}
        title={`決済 ${orderId} を返金しますか?`}
        centered
        withCloseButton={false}
      >
        <RefundForm payment={payment} leftYen={refundableYen} close={dialog.close} />
      </Modal>
    </>
  )
}

function RefundForm({ payment, leftYen, close }: { payment: Payment; leftYen: number; close: () => void }) {
  const [amount, setAmount] = useState(String(leftYen))
  const [note, setNote] = useState('')
  const refund = useRefund(payment, close)
  const problem = refund.data?.done === false ? refund.data.problem : undefined
  const errorAt = (field: string) => messageAt(problem?.errors ?? [], field)
  const amountYen = Number(amount.normalize('NFKC').replace(/[,円\s]/g, ''))
  const card = payment.card ? `カード(${cardWords(payment.card)})` : 'カード'
  const monthly = payment.contractId !== null
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault()
        refund.mutate({ amountYen, note })
      }}
    >
      <Stack gap="md">
        <Text size="sm">
          お支払いに使われた{card}へ返金します。返金は取り消せません。
          {monthly ? '契約は変わりません。解約する場合は、契約のページで別に操作してください。' : ''}
        </Text>
        <Text size="sm">
          お客様には、メールではお知らせしません。返金した金額は、会員ページのお支払いの記録に表示されます。
        </Text>
        <TextInput
          label="返金する金額(円)"
          description={`${formatYen(leftYen)}まで。一部だけの返金もできます。`}
          inputMode="numeric"
          value={amount}
          onChange={(event) => setAmount(event.currentTarget.value)}
          error={errorAt('amountYen')}
        />
        <Textarea
          label="理由"
          description="記録に残り、ほかの管理者も読めます。お客様には表示しません。"
          autosize
          minRows={2}
          maxRows={6}
          value={note}
          onChange={(event) => setNote(event.currentTarget.value)}
          error={errorAt('note')}
        />
        {problem && !problem.errors && (
          <Notice tone="trouble" title={problem.title}>
            {problem.detail}
          </Notice>
        )}
        {refund.error && (
          <Notice tone="trouble" title="完了できませんでした">
            {faultText(refund.error)}
          </Notice>
        )}
        <Group justify="flex-end" gap="sm">
          <Button variant="default" onClick={close}>
            やめる
          </Button>
          <Button type="submit" color="red.9" loading={refund.isPending}>
            {amountYen > 0 ? `${formatYen(amountYen)}を返金する` : '返金する'}
          </Button>
        </Group>
      </Stack>
    </form>
  )
}

function useRefund(payment: Payment, close: () => void) {
  const cache = useQueryClient()
  return useMutation({
    mutationFn: (input: RefundInput) => send<Payment>('POST', `payments/${payment.id}/refunds`, input),
    onSuccess: (answer) => {
      if (!answer.done) return
      sayDone('返金を依頼しました。結果は、決済の「状態」に表示されます')
      close()
    },
    // Also after a refusal: somebody else has had it refunded.
    onSettled: () => cache.invalidateQueries(),
  })
}
