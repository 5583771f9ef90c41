import type { ReactNode } from 'react'
import type { MemberLink } from '../../customers/index.ts'
import { Notice } from '../ui/index.ts'

type Closed = Exclude<MemberLink['kind'], 'open'>

/** The pages' titles, by what is the matter with a mailed link. */
export const LINK_TITLES = {
  unknown: 'URLが正しくありません',
  expired: 'URLの有効期限が切れています',
  used: 'このURLは使用済みです',
} as const satisfies Record<Closed, string>

export const LINK_STATUS = { unknown: 404, expired: 410, used: 410 } as const satisfies Record<Closed, number>

const WORDS: Record<Closed, string> = {
  unknown: 'URLが途中で切れていないか、メールの内容をもう一度ご確認ください。',
  expired: 'お手数ですが、もう一度お手続きをお願いいたします。',
  used: 'お手続きは完了しています。もう一度行う場合は、あらためてお手続きをお願いいたします。',
}

/** Why a mailed link does nothing (any more), and the way to another one. */
export function LinkPage({ kind, again }: { kind: Closed; again: { href: string; text: string } }): ReactNode {
  return (
    <Notice title={LINK_TITLES[kind]} action={again}>
      <p>{WORDS[kind]}</p>
    </Notice>
  )
}
