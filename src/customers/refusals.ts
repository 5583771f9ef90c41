import type { Reader } from '../platform/database.ts'
import type { CustomerState } from './customer.ts'
import { findCustomerByEmail } from './queries.ts'

/** Why something about a customer was not done; `message` is for staff. */
export interface CustomerRefusal {
  refused: true
  code:
    | 'customer_not_found'
    | 'email_taken'
    | 'withdrawn'
    | 'not_provisional'
    | 'too_many_links'
    | 'has_contracts'
    | 'not_stopped'
  message: string
}

/** What a command did, or why not. */
export type Changed = { refused: false; id: string } | CustomerRefusal

export const NOT_FOUND: CustomerRefusal = {
  refused: true,
  code: 'customer_not_found',
  message: 'お客様が見つかりません。',
}

export const WITHDRAWN: CustomerRefusal = {
  refused: true,
  code: 'withdrawn',
  message: '退会されたお客様の情報は変更できません。',
}

export const NOT_STOPPED: CustomerRefusal = {
  refused: true,
  code: 'not_stopped',
  message: 'このお客様へのご案内メールは、いまは止まっていません。',
}

const STATES: Record<CustomerState, string> = { provisional: '仮登録', registered: '本登録', withdrawn: '退会' }

/** The refusal of an address that is another customer's, with their name. */
export async function emailTaken(reader: Reader, emailKey: string): Promise<CustomerRefusal> {
  const owner = await findCustomerByEmail(reader, emailKey)
  const who = owner === null ? '別のお客様' : `「${owner.familyName} ${owner.givenName}」様(${STATES[owner.state]})`
  return { refused: true, code: 'email_taken', message: `このメールアドレスは、${who}が使用しています。` }
}

/** Whether a unique index of PostgreSQL refused (23505): somebody else was faster. */
export function isTaken(error: unknown): boolean {
  return (error as { code?: unknown }).code === '23505'
}
