import { Button, Group, Modal, Stack, Text, TextInput } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { formatYen } from '../../../platform/money.ts'
import type { Problem, Transfer, TransferReceipt } from '../../api/schemas.ts'
import { send } from '../api.ts'
import { messageAt } from '../settings/draft.ts'
import { Notice } from '../ui/notice.tsx'
import { useShop } from '../ui/shop.ts'
import { formatDay, formatTime } from '../ui/time.ts'
import { sayDone, sayFault } from '../ui/toast.ts'
import { fullName } from '../ui/words.ts'
import { differenceWords } from './choices.ts'

/** 入金確認 of one transfer, in a dialog. */
export function ConfirmButton({ transfer }: { transfer: Transfer }) {
  const [opened, dialog] = useDisclosure(false)
  const name = fullName(transfer.customer)
  return (
    <>
      <Button size="xs" variant="light" aria-label={`${name}: 入金を確認する`} onClick={dialog.open}>
        入金を確認
      </Button>
      <Modal opened={opened} onClose={dialog.close} title={`${name} 様の入金を確認`} centered withCloseButton={false}>
        <ConfirmForm transfer={transfer} onDone={dialog.close} />
      </Modal>
    </>
  )
}

function ConfirmForm({ transfer, onDone }: { transfer: Transfer; onDone: () => void }) {
  const form = useReceipt(transfer, onDone)
  const { typed, change, difference, problem } = form
  const errorAt = (field: string) => messageAt(problem?.errors ?? [], field)
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault()
        form.submit()
      }}
    >
      <Stack gap="md">
        <Text size="sm">
          {transfer.application.productName}
          <br />
          ご請求額 <strong>{formatYen(transfer.amountYen)}</strong>、お支払期限 {formatDay(transfer.dueOn)}、振込番号{' '}
          {transfer.reference}
        </Text>
        <TextInput
          label="入金額(円)"
          inputMode="numeric"
          value={typed.paidYen}
          onChange={(event) => change({ paidYen: event.currentTarget.value })}
          error={errorAt('paidYen')}
        />
        {difference !== 0 && (
          <TextInput
            label={`過不足の理由(${differenceWords(difference)})`}
            description="ご請求額と違う金額のまま確認済みにします。あとで分かるように、理由を残してください。"
            placeholder="例: 振込手数料の差し引き"
            value={typed.note}
            onChange={(event) => change({ note: event.currentTarget.value })}
            error={errorAt('differenceNote')}
          />
        )}
        <TextInput
          label="入金日"
          type="date"
          value={typed.paidOn}
          onChange={(event) => change({ paidOn: event.currentTarget.value })}
          error={errorAt('paidOn')}
        />
        <TextInput
          label="振込名義"
          value={typed.payerName}
          onChange={(event) => change({ payerName: event.currentTarget.value })}
          error={errorAt('payerName')}
        />
        {problem && !problem.errors && (
          <Notice tone="trouble" title={problem.title}>
            {problem.detail}
          </Notice>
        )}
        <Text size="xs" className="soft">
          確認すると、お客様に入金確認のメールが送られます。停止中の契約は再開します。確認した当日であれば取り消せます。
        </Text>
        <Group gap="sm">
          <Button type="submit" loading={form.running}>
            確認済みにする
          </Button>
          <Button variant="default" onClick={onDone}>
            閉じる
          </Button>
        </Group>
      </Stack>
    </form>
  )
}

interface Typed {
  paidYen: string
  paidOn: string
  payerName: string
  note: string
}

/** What is typed into the dialog, and its sending. */
function useReceipt(transfer: Transfer, onDone: () => void) {
  const { timeZone } = useShop()
  const cache = useQueryClient()
  const { customer } = transfer
  const [typed, setTyped] = useState<Typed>({
    paidYen: String(transfer.amountYen),
    paidOn: formatTime(new Date().toISOString(), timeZone).slice(0, 10).replaceAll('/', '-'),
    payerName: `${customer.familyKana} ${customer.givenKana}`.trim() || fullName(customer),
    note: '',
  })
  const paidYen = Number(typed.paidYen.normalize('NFKC').replace(/[,円\s]/g, ''))
  const difference = Number.isNaN(paidYen) ? 0 : paidYen - transfer.amountYen
  const confirm = useMutation({
    mutationFn: () =>
      send<Transfer>('POST', `payments/${transfer.id}/confirm-transfer`, {
        paidYen,
        paidOn: typed.paidOn,
        payerName: typed.payerName,
        differenceNote: difference === 0 ? null : typed.note,
      } satisfies TransferReceipt),
    onSuccess: async (answer) => {
      if (!answer.done) return
      sayDone(`${fullName(customer)} 様の入金を確認済みにしました`)
      onDone()
      await cache.invalidateQueries()
    },
    onError: sayFault,
  })
  const problem: Problem | undefined = confirm.data?.done === false ? confirm.data.problem : undefined
  return {
    ...{ typed, difference, problem },
    running: confirm.isPending,
    change: (changed: Partial<Typed>) => setTyped({ ...typed, ...changed }),
    submit: () => confirm.mutate(),
  }
}
