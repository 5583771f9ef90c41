import { Button, Text } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import type { Letter } from '../../api/schemas.ts'
import { send } from '../api.ts'
import { faultText } from '../ui/fault.tsx'
import { Notice } from '../ui/notice.tsx'

interface Words {
  action: string
  about: string
  done: string
  /** After the address to which it goes. */
  follows: string
  refused: string
}

const AGAIN: Words = {
  action: '再送する',
  about: '同じ内容のメールを、お客様にもう一度送ります。',
  done: '再送します',
  follows: '同じ内容のメールをもう一度送ります。',
  refused: '再送できません',
}

/** What was held never left: to its reader it is the first. */
const FIRST: Words = {
  action: 'このメールを送る',
  about: 'お客様に、このメールだけを送ります。ご案内メールの停止は続きます。',
  done: '送ります',
  follows: 'このメールを送ります。',
  refused: '送れません',
}

const wordsOf: Partial<Record<Letter['state'], Words>> = { accepted: AGAIN, undeliverable: AGAIN, held: FIRST }

/** 再送する, for a letter to a customer that is out or was held back; says what came of it. */
export function ResendLetter({ letter }: { letter: Letter }) {
  const cache = useQueryClient()
  const resend = useMutation({
    mutationFn: () => send<Letter>('POST', `letters/${letter.id}/resend`),
    onSuccess: () =>
      cache.invalidateQueries({ predicate: ({ queryKey }) => /^(letters|customers)/.test(String(queryKey[0])) }),
  })
  const refusal = resend.error ? faultText(resend.error) : resend.data?.done === false && resend.data.problem.detail
  const words = wordsOf[letter.state]
  if (letter.audience !== 'customer' || words === undefined) return null
  return (
    <>
      {resend.data?.done ? (
        <Notice tone="success" title={words.done}>
          {resend.data.value.toAddress} へ、{words.follows}
        </Notice>
      ) : (
        <div>
          <Button size="sm" variant="default" loading={resend.isPending} onClick={() => resend.mutate()}>
            {words.action}
          </Button>
          <Text size="xs" className="soft" mt={4}>
            {words.about}
          </Text>
        </div>
      )}
      {refusal && (
        <Notice tone="trouble" title={words.refused}>
          {refusal}
        </Notice>
      )}
    </>
  )
}
