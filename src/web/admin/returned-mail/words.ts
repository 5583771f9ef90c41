import type { ReturnedMail } from '../../api/schemas.ts'
import type { StateWords } from '../ui/words.ts'

export const returnedStates: Record<ReturnedMail['state'], StateWords> = {
  open: { label: '要確認', colour: 'yellow' },
  counted: { label: '反映済み', colour: 'green' },
  known: { label: '記録済み(同じ報告)', colour: 'gray' },
  nothing: { label: '対応不要', colour: 'gray' },
  settled: { label: '確認済み', colour: 'green' },
}

export const returnedKinds: Record<ReturnedMail['kind'], string> = {
  bounce: '不達',
  complaint: '迷惑メール報告',
  automatic_reply: '自動返信',
  notice: '遅延・配信のお知らせ',
  unrecognised: '判定できないメール',
}

export const returnedSources: Record<ReturnedMail['source'], string> = {
  pipe: 'メールサーバー',
  mailbox: 'メールボックス',
  ses: 'Amazon SES',
  sendgrid: 'SendGrid',
  mailgun: 'Mailgun',
}

/** What a person found out. */
export type Finding = NonNullable<ReturnedMail['settledAs']>

export const settledWords: Record<Finding, string> = {
  nothing: '対応不要',
  bounce: '届かなかったメールとして記録',
  complaint: '迷惑メール報告として記録',
}
