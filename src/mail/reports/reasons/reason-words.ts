import type { ReasonWords } from './listed.ts'
import {
  acceptsNoMail,
  domainMayNotExist,
  hostUnknown,
  mailboxFull,
  moved,
  refusedByRecipient,
  suspended,
} from './words-customer.ts'
import {
  authentication,
  blocked,
  blockLists,
  content,
  policy,
  rateLimited,
  relayDenied,
  senderQuota,
  senderRefused,
  syntax,
  tooLarge,
} from './words-ours.ts'
import { refusedAtRcpt, userUnknown } from './words-user-unknown.ts'
import { loop, network, noAnswerOfNames, system, timedOut } from './words-way.ts'

/**
 * The tables in the order in which they are asked. A full box and our own faults come before `user_unknown`: servers that
 * refuse for policy like to begin with `5.1.1`, none that misses a user speaks of spam. The vague words come last.
 */
export const reasonWords: readonly ReasonWords[] = [
  senderQuota,
  mailboxFull,
  noAnswerOfNames,
  domainMayNotExist,
  relayDenied,
  authentication,
  refusedByRecipient,
  senderRefused,
  rateLimited,
  blockLists,
  content,
  tooLarge,
  loop,
  suspended,
  moved,
  acceptsNoMail,
  syntax,
  userUnknown,
  hostUnknown,
  blocked,
  timedOut,
  network,
  policy,
  system,
  refusedAtRcpt,
]
