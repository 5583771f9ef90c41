import { findActionUrl } from '../payments/index.ts'
import type { Reader } from '../platform/database.ts'
import type { Secrets } from '../platform/secrets.ts'
import type { ProductKind } from '../products/index.ts'
import type { Answer, Application, ApplicationKind, ApplicationState, PaymentMethod } from './application.ts'
import { keyAfter, newSubmissionKey } from './submission.ts'

const COLUMNS = [
  'id',
  'number',
  'submissionKey',
  'kind',
  'offerId',
  'productId',
  'productName',
  'productKind',
  'amountYen',
  'method',
  'familyName',
  'givenName',
  'familyKana',
  'givenKana',
  'email',
  'customerId',
  'answers',
  'newsletter',
  'state',
  'declineReason',
  'startedAt',
  'finishedAt',
] as const

async function findBy(
  reader: Reader,
  column: 'id' | 'number' | 'submissionKey',
  value: string,
): Promise<Application | null> {
  const row = await reader.selectFrom('applications').select(COLUMNS).where(column, '=', value).executeTakeFirst()
  if (!row) return null
  return {
    ...row,
    kind: row.kind as ApplicationKind,
    method: row.method as PaymentMethod,
    state: row.state as ApplicationState,
    productKind: row.productKind as ProductKind,
    answers: row.answers as unknown as Answer[],
  }
}

export function findApplication(reader: Reader, id: string): Promise<Application | null> {
  return findBy(reader, 'id', id)
}

/** By the number that customers and staff read aloud, such as `A-7K2MQX9P`. */
export function findApplicationByNumber(reader: Reader, number: string): Promise<Application | null> {
  return findBy(reader, 'number', number)
}

/** How far a submission has come. */
export type Progress =
  | { kind: 'completed'; application: Application }
  | { kind: 'declined'; application: Application }
  /** Running, or its outcome is being found out. */
  | { kind: 'confirming'; application: Application }
  /** The cardholder must confirm at `url` (3-D Secure). */
  | { kind: 'action_required'; application: Application; url: string }

/** How far the submission of this key has come, or null when nothing was submitted under it. */
export async function readProgress(reader: Reader, submissionKey: string): Promise<Progress | null> {
  const application = await findBy(reader, 'submissionKey', submissionKey)
  if (application === null) return null
  switch (application.state) {
    case 'completed':
    case 'cancelled':
      return { kind: 'completed', application }
    case 'declined':
      return { kind: 'declined', application }
    case 'started': {
      const url = await findActionUrl(reader, application.id)
      return url === null ? { kind: 'confirming', application } : { kind: 'action_required', application, url }
    }
  }
}

/** The card limit allows 9 declines an hour; nobody goes on for this many in one visit. */
const LONGEST_CHAIN = 50

/** The key under which a visitor submits next, and what became of their submissions so far. */
export interface Standing {
  key: string
  /** What was submitted under `key`; never declined. */
  progress: Exclude<Progress, { kind: 'declined' }> | null
  /** The last declined try before it. */
  declined: Application | null
}

/** Follows a visitor's first key over every declined try to the key that counts now. */
export async function readStanding(reader: Reader, secrets: Secrets, firstKey: string): Promise<Standing> {
  let key = firstKey
  let declined: Application | null = null
  for (let tries = 0; tries < LONGEST_CHAIN; tries++) {
    const progress = await readProgress(reader, key)
    if (progress?.kind !== 'declined') return { key, progress, declined }
    declined = progress.application
    key = keyAfter(secrets, key)
  }
  return { key: newSubmissionKey(), progress: null, declined }
}
