import type { SmtpStage } from '../platform/smtp.ts'
import type { UndeliverableClass } from './letter.ts'
import { type Reason, understandRefusal } from './reports/index.ts'

/** Why a letter finally did not arrive, in the refusing server's own words, and whose fault that is. */
export interface Failure {
  class: UndeliverableClass
  reason: Reason
  answer: string
}

/** Understands the server's final refusal. Whoever was refused before the recipient was named is we ourselves. */
export function failureByRefusal(address: string, answer: string, stage: SmtpStage | null): Failure {
  const understood = understandRefusal(address, answer, stage)
  const { reason } = understood
  if (isBeforeRecipient(stage)) return { class: 'own_fault', reason, answer }
  return { class: understood.class === 'notice' ? 'given_up' : understood.class, reason, answer }
}

/**
 * Understands why a letter was put off to the end. A mail server of our own that could not be reached, or did not let us in,
 * says nothing of the customer; nor does a temporary answer ever say that an address is dead.
 */
export function failureByPatience(address: string, answer: string, stage: SmtpStage | null): Failure {
  const understood = understandRefusal(address, answer, stage)
  const { reason } = understood
  const ours = stage === null || isBeforeRecipient(stage) || understood.class === 'own_fault'
  return { class: ours ? 'own_fault' : 'given_up', reason, answer }
}

function isBeforeRecipient(stage: SmtpStage | null): boolean {
  return stage === 'connect' || stage === 'hello' || stage === 'mail'
}
