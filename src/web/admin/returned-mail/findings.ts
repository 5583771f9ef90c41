import type { SettlementInput } from '../../api/schemas.ts'
import type { Finding } from './words.ts'

/** What a person may find out about a mail, and what follows from it. */
export const findings: Record<Finding, { label: string; about: string; action: string; done: string }> = {
  nothing: {
    label: '対応は不要',
    about: '宣伝のメールや、お客様からの返信などです。「要確認」から外します。お客様へのメールには影響しません。',
    action: '対応不要にする',
    done: '対応不要にしました',
  },
  bounce: {
    label: 'お客様へのメールが届かなかった',
    about: '送信箱で「不達」になり、ほかの不達と同じようにお知らせします。',
    action: '届かなかったメールとして記録する',
    done: '届かなかったメールとして記録しました',
  },
  complaint: {
    label: 'お客様が迷惑メールとして報告した',
    about:
      'このお客様へのご案内メールを止め、メルマガを「希望しない」にします。お支払いなどの大切なメールは止まりません。',
    action: '迷惑メール報告として記録する',
    done: '迷惑メール報告として記録しました',
  },
}

export type BounceClass = Extract<SettlementInput, { as: 'bounce' }>['class']

/** Why a letter did not arrive, and what follows from it; the numbers are those of `mail/stop-rules.ts`. */
export const bounceClasses: Record<BounceClass, { label: string; about: string }> = {
  dead: {
    label: 'アドレスが存在しない',
    about:
      'このお客様へのご案内メールを止めます。ドコモ・auのアドレスは、別の日にも同じことが起きたときに止めます。大切なメールは止まりません。',
  },
  given_up: {
    label: '一時的に届かない',
    about:
      '受信箱がいっぱい、受信拒否、相手のサーバーの不調などです。すぐには止めません。30日以内に5通、3日以上にわたって届かなかったときに、ご案内メールを止めます。',
  },
  own_fault: {
    label: '当店側の原因',
    about:
      '送信の設定や、メールの内容が原因で断られた場合です。お客様へのメールは止めず、「要対応」と管理者へのメールでお知らせします。',
  },
}
