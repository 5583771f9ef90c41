import { Button, Checkbox, Stack, Text, Textarea } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { formatYen } from '../../../platform/money.ts'
import type { ApplicationDetail, CancelInput } from '../../api/schemas.ts'
import { send } from '../api.ts'
import { overviewQuery } from '../queries.ts'
import { Confirm } from '../ui/confirm.tsx'
import { faultText } from '../ui/fault.tsx'
import { Notice } from '../ui/notice.tsx'
import { sayDone } from '../ui/toast.ts'

/** 申し込みの取り消し, with its reason and, where a card was charged, the refund. */
export function CancelApplication({ application }: { application: ApplicationDetail }) {
  const [asking, setAsking] = useState(false)
  return (
    <>
      <Button variant="default" size="sm" onClick={() => setAsking(true)}>
        申し込みを取り消す
      </Button>
      {asking && <Dialog application={application} close={() => setAsking(false)} />}
    </>
  )
}

function Dialog({ application, close }: { application: ApplicationDetail; close: () => void }) {
  const cache = useQueryClient()
  const [reason, setReason] = useState('')
  const [refund, setRefund] = useState(false)
  const path = `applications/${application.id}`
  const cancel = useMutation({
    mutationFn: (input: CancelInput) => send<ApplicationDetail>('POST', `${path}/cancel`, input),
    onSuccess: async (answer) => {
      if (answer.done) {
        cache.setQueryData([path], answer.value)
        sayDone(`申し込み ${application.number} を取り消しました`)
        close()
      }
      await Promise.all([
        cache.invalidateQueries({ queryKey: [path] }),
        cache.invalidateQueries({ queryKey: ['applications'] }),
        cache.invalidateQueries(overviewQuery),
      ])
    },
  })
  const problem = cancel.data?.done === false ? cancel.data.problem : null
  const reasonError = problem?.errors?.find(({ field }) => field === 'reason')?.message
  const trouble = cancel.error ? faultText(cancel.error) : reasonError ? null : problem?.detail
  return (
    <Confirm
      opened
      title={`申し込み ${application.number} を取り消す`}
      action="取り消す"
      grave
      running={cancel.isPending}
      onConfirm={() => cancel.mutate({ reason, refund })}
      onClose={close}
    >
      <Text size="sm">
        {application.contract && application.contract.state !== 'cancelled'
          ? `お客様へメールでお知らせします。契約 ${application.contract.number} は、その場で解約になります。`
          : 'お客様へメールでお知らせします。'}
        この操作は元に戻せません。
      </Text>
      <Textarea
        label="取り消しの理由"
        description="スタッフだけが見る記録です。お客様には表示されません。"
        autosize
        minRows={2}
        value={reason}
        onChange={(event) => {
          setReason(event.currentTarget.value)
          if (reasonError) cancel.reset()
        }}
        error={reasonError}
      />
      <Stack gap={4}>
        {application.refundableYen === null ? (
          <Text size="sm" className="soft">
            カードで支払われた金額がないため、返金の操作はありません。お振り込み済みの場合は、別途ご返金ください。
          </Text>
        ) : (
          <Checkbox
            label={`カードへ ${formatYen(application.refundableYen)} を返金する`}
            checked={refund}
            onChange={(event) => setRefund(event.currentTarget.checked)}
          />
        )}
      </Stack>
      {trouble && (
        <Notice tone="trouble" title="取り消せませんでした">
          {trouble}
        </Notice>
      )}
    </Confirm>
  )
}
