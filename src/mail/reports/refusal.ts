import { oneLine } from './bounds.ts'
import { replyIn, statusIn } from './codes.ts'
import { judge } from './reasons/judge.ts'
import type { Reason, RecipientClass, Stage } from './verdict.ts'

/** What a server's final answer during SMTP itself says, by the same tables as a report that comes back later. */
export interface UnderstoodRefusal {
  class: RecipientClass
  reason: Reason
  status: string | null
  reply: number | null
}

/**
 * Understands one refusal of a letter in delivery.
 * @param answer the server's words, its codes in front
 * @param stage the step that was refused, where the mailer knows it
 */
export function understandRefusal(address: string, answer: string, stage: Stage | null): UnderstoodRefusal {
  const words = oneLine(answer)
  const [status, reply] = [statusIn(words), replyIn(words)]
  const judged = judge({
    address,
    action: 'failed',
    status,
    reply,
    stage,
    words: [words],
    diagnosticType: 'smtp',
    hint: null,
  })
  return { ...judged, status, reply }
}
