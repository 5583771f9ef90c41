import type { MailNotice } from '../../deliveries/index.ts'
import { catalogue } from '../../events/index.ts'
import { mailOf } from '../../integrations/admin-mail/messages.ts'
import type { ShopFacts } from '../../integrations/connector.ts'
import { type ListedLetter, letterLabel } from '../../mail/index.ts'

/** A letter as the 送信箱 shows it. */
export function letterAnswer(letter: ListedLetter & { body?: string }) {
  const { id, kind, resendOf } = letter
  const kindLabel = letterLabel(kind)
  return {
    ...letter,
    id: letterIdOf(id),
    kindLabel,
    resendOf: resendOf === null ? null : letterIdOf(resendOf),
    cause: null,
  }
}

/** A mail to an administrator about an event, in the shape of a letter. */
export function noticeAnswer(notice: MailNotice, shop: ShopFacts) {
  const { event, id, cause, ...facts } = notice
  const mail = mailOf(event, shop, cause)
  return {
    ...facts,
    id: `N${id}`,
    audience: 'administrator' as const,
    kind: event.type,
    kindLabel: catalogue[event.type].label,
    resendOf: null,
    complainedAt: null,
    failure: null,
    customerId: null,
    toName: null,
    subject: mail.subject,
    cause,
    body: mail.text,
  }
}

/** A letter's id in the 送信箱. */
export function letterIdOf(id: number): string {
  return `L${id}`
}

/** Which of the two an id of the 送信箱 means. */
export function readLetterId(id: string): { kind: 'letter' | 'notice'; id: number } {
  return { kind: id.startsWith('N') ? 'notice' : 'letter', id: Number(id.slice(1)) }
}

/** Where a page of the 送信箱 begins: below which letter and below which notice. */
export interface LetterCursor {
  letter: number | undefined
  notice: number | undefined
}

/** `L12N34`; either half may be missing while none of that kind was shown. */
export function readLetterCursor(cursor: string | undefined): LetterCursor {
  const [, letter, notice] = /^(?:L(\d+))?(?:N(\d+))?$/.exec(cursor ?? '') ?? []
  return { letter: letter ? Number(letter) : undefined, notice: notice ? Number(notice) : undefined }
}

/** Merges both kinds to a page, newest first. Each list holds one more than fits, so that the end is known. */
export function pageOfLetters(
  letters: readonly ReturnType<typeof letterAnswer>[],
  notices: readonly ReturnType<typeof noticeAnswer>[],
  limit: number,
  before: LetterCursor,
) {
  const sorted = [...letters, ...notices].sort((a, b) => b.createdAt.getTime() - a.createdAt.getTime())
  const items = sorted.slice(0, limit)
  if (sorted.length <= limit) return { items, nextCursor: null }
  const last = (kind: 'letter' | 'notice') =>
    items.map(({ id }) => readLetterId(id)).findLast((shown) => shown.kind === kind)?.id ?? before[kind]
  const [letter, notice] = [last('letter'), last('notice')]
  return { items, nextCursor: `${letter === undefined ? '' : `L${letter}`}${notice === undefined ? '' : `N${notice}`}` }
}
