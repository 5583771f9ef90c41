import { Button, Text } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import type { Letter } from '../../api/schemas.ts'
import { send } from '../api.ts'
import { faultText } from '../ui/fault.tsx'
import { Notice } from '../ui/notice.tsx'

/** 再送する, for a letter to a customer that is out; says what came of it. */
export function ResendLetter({ letter }: { letter: Letter }) {
  const cache = useQueryClient()
  const resend = useMutation({
    mutationFn: () => send<Letter>('POST', `letters/${letter.id}/resend`),
    onSuccess: () =>
      cache.invalidateQueries({ predicate: ({ queryKey }) => /^(letters|customers)/.test(String(queryKey[0])) }),
  })
  const refusal = resend.error ? faultText(resend.error) : resend.data?.done === false && resend.data.problem.detail
  if (letter.audience !== 'customer' || (letter.state !== 'accepted' && letter.state !== 'undeliverable')) return null
  return (
    <>
      {resend.data?.done ? (
        <Notice tone="success" title="再送します">
          {resend.data.value.toAddress} へ、同じ内容のメールをもう一度送ります。
        </Notice>
      ) : (
        <div>
          <Button size="sm" variant="default" loading={resend.isPending} onClick={() => resend.mutate()}>
            再送する
          </Button>
          <Text size="xs" className="soft" mt={4}>
            同じ内容のメールを、お客様にもう一度送ります。
          </Text>
        </div>
      )}
      {refusal && (
        <Notice tone="trouble" title="再送できません">
          {refusal}
        </Notice>
      )}
    </>
  )
}
