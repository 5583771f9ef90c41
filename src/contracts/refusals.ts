import type { ContractRefusal } from './decide.ts'

/** Why something was not done with a contract. */
export type RefusalCode =
  | ContractRefusal
  | 'not_found'
  | 'moved_on'
  | 'day_out_of_range'
  | 'charge_under_way'
  | 'no_card'
  | 'payments_unavailable'
  | 'no_contract'
  | 'too_many_attempts'

/** A refusal with its reason in words for whoever asked. */
export interface Refused {
  kind: 'refused'
  code: RefusalCode
  message: string
}

const words: Record<RefusalCode, string> = {
  cancelled: 'この契約はすでに解約されています。',
  already_reserved: 'この契約にはすでに解約予約が入っています。',
  not_reserved: 'この契約に解約予約は入っていません。',
  too_late: '解約予定日を迎えたため、解約予約は解除できません。',
  not_suspended: 'この契約は停止していません。',
  nothing_owed: 'この契約に、いまお支払いが必要な月額はありません。',
  not_found: '契約が見つかりません。',
  moved_on: 'ご契約の状況が変わったため、解約日が変わりました。あらためてご確認のうえ、お手続きください。',
  day_out_of_range: '支払い期日は、本日から60日後までの日付で指定してください。',
  charge_under_way: 'この月額は、いま決済の結果を確認しているところです。結果が分かるまでお待ちください。',
  no_card: 'お支払いに使えるカードが登録されていません。お客様にカードの登録をお願いしてください。',
  payments_unavailable: 'カード決済の設定が行われていないため、決済できません。',
  no_contract: 'カードでお支払いの契約がないため、カードの登録は必要ありません。',
  too_many_attempts:
    'カードの入力が続いたため、一時的に受け付けを止めています。1時間ほどおいて、もう一度お試しください。',
}

export function refuse(code: RefusalCode): Refused {
  return { kind: 'refused', code, message: words[code] }
}
