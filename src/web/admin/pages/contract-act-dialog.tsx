import { Button, Group, Modal, Stack, Text, Textarea, TextInput } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import type { ChargeResult, ContractDetail } from '../../api/schemas.ts'
import { type Answer, send } from '../api.ts'
import { overviewQuery } from '../queries.ts'
import { faultText } from '../ui/fault.tsx'
import { Notice } from '../ui/notice.tsx'
import { sayDone, sayRefused } from '../ui/toast.ts'
import type { ContractAct } from './contract-act-words.ts'

interface DialogProps {
  act: ContractAct
  contract: ContractDetail
  onClose: () => void
}

/** Says what will happen, asks why, and does it. */
export function ContractActDialog({ act, contract, onClose }: DialogProps) {
  const [note, setNote] = useState('')
  const [owedOn, setOwedOn] = useState('')
  const perform = usePerform(act, contract, onClose)
  const refusal = perform.data?.done === false ? perform.data.problem : undefined
  const faultOf = (field: string) => refusal?.errors?.find((error) => error.field === field)?.message
  return (
    <Modal opened onClose={onClose} title={act.title} centered closeButtonProps={{ 'aria-label': '閉じる' }}>
      <form
        onSubmit={(event) => {
          event.preventDefault()
          perform.mutate(act.asksDay ? { note, owedOn } : { note })
        }}
      >
        <Stack gap="md">
          {act.consequences(contract).map((sentence) => (
            <Text key={sentence} size="sm">
              {sentence}
            </Text>
          ))}
          {act.asksDay && (
            <TextInput
              type="date"
              label="未払いの月額の期日"
              description="本日から60日後までの日付を選んでください。"
              min={contract.today}
              value={owedOn}
              onChange={(event) => setOwedOn(event.currentTarget.value)}
              error={faultOf('owedOn')}
            />
          )}
          <Textarea
            label={act.needsNote ? '理由' : '理由(任意)'}
            description="履歴に残り、ほかの管理者も読めます。お客様には表示しません。"
            autosize
            minRows={2}
            maxRows={6}
            value={note}
            onChange={(event) => setNote(event.currentTarget.value)}
            error={faultOf('note')}
          />
          {refusal && !refusal.errors && (
            <Notice tone="trouble" title={refusal.title}>
              {refusal.detail}
            </Notice>
          )}
          {perform.error && (
            <Notice tone="trouble" title="完了できませんでした">
              {faultText(perform.error)}
            </Notice>
          )}
          <Group justify="flex-end" gap="sm">
            <Button variant="default" onClick={onClose}>
              やめる
            </Button>
            <Button type="submit" loading={perform.isPending} {...(act.colour ? { color: act.colour } : {})}>
              {act.confirm}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  )
}

function usePerform(act: ContractAct, contract: ContractDetail, onClose: () => void) {
  const cache = useQueryClient()
  const path = `contracts/${contract.id}`
  return useMutation({
    mutationFn: (input: { note: string; owedOn?: string }) =>
      send<ContractDetail | ChargeResult>('POST', `${path}/${act.path}`, input),
    onSuccess: (answer: Answer<ContractDetail | ChargeResult>) => {
      if (!answer.done) return
      if ('outcome' in answer.value) sayOutcome(answer.value)
      else sayDone(act.done)
      onClose()
    },
    // Also after a refusal: somebody else has changed the contract.
    onSettled: () =>
      Promise.all(
        [[path], ['contracts'], ['payments'], ['attention'], overviewQuery.queryKey].map((queryKey) =>
          cache.invalidateQueries({ queryKey }),
        ),
      ),
  })
}

function sayOutcome({ outcome, message }: ChargeResult): void {
  if (outcome === 'paid' || outcome === 'unknown') sayDone(message)
  else sayRefused(message)
}
