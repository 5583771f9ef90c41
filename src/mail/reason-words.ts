import type { Failure } from './failure.ts'
import { classOfReason, type Reason } from './reports/index.ts'

/** Every reason in the words of staff: what happened to the letter. */
export const reasonWords: Readonly<Record<Reason, string>> = {
  user_unknown: '宛先のアドレスが存在しません',
  host_unknown: '宛先のドメイン(@より後ろ)が見つかりません',
  moved: '宛先の方は別のアドレスに移られました',
  accepts_no_mail: '宛先のドメインはメールを受け取っていません',
  mailbox_full: '宛先のメールボックスがいっぱいです',
  suspended: '宛先のメールボックスが停止されています',
  refused_by_recipient: '宛先の方の受信設定(指定受信・迷惑メール対策など)で断られました',
  timed_out: '宛先のサーバーが長い間応答せず、再送をあきらめました',
  network: '宛先のサーバーにつながりませんでした',
  loop: '転送が繰り返され、届きませんでした',
  system: '宛先のサーバーに障害がありました',
  unclear: '理由が示されずに断られました',
  blocked: '送信元(こちらのサーバー)が宛先側で拒否されています',
  authentication: '送信元の認証(SPF・DKIM・DMARC)に問題があります',
  content: 'メールの内容が迷惑メールなどと判断されました',
  policy: '宛先側の決まりに合わないとして断られました',
  sender_refused: '差出人のアドレスが断られました',
  too_large: 'メールが大きすぎます',
  rate_limited: '短い間に送りすぎたとして断られました',
  relay_denied: 'このサーバーからの送信が許可されていません',
  syntax: 'メールの形式に問題があります',
  delayed: '届くのが遅れています(再送中)',
  delivered: '届いています',
}

const classWords = {
  dead: '宛先のアドレスが存在しません',
  given_up: '一時的な理由で届かず、再送をあきらめました',
  own_fault: 'こちらの送信設定や内容が原因で拒否されました',
} as const

/** Why a letter did not arrive, in the words of staff. The step that was refused may say more than the words did. */
export function failureWords({ class: failureClass, reason }: Pick<Failure, 'class' | 'reason'>): string {
  return classOfReason[reason] === failureClass ? reasonWords[reason] : classWords[failureClass]
}

/** What to do about a fault of our own. */
const ownFaultAdvice: Partial<Record<Reason, string>> = {
  blocked:
    '送信サーバーのIPアドレスかドメインが、宛先側の拒否リストに載っている可能性があります。メールサービスやレンタルサーバーの会社にお問い合わせください。',
  authentication:
    '差出人のドメインのDNSに、SPF・DKIM・DMARCの設定がそろっているかを、メールサービスの案内に沿ってご確認ください。',
  content: 'メールの文面に、迷惑メールと判断されやすい言葉やリンクがないかをご確認ください。',
  sender_refused: '「設定 → メール送信」の差出人のメールアドレスが、送信サーバーで使えるものかをご確認ください。',
  rate_limited: 'しばらく待つと解消することがあります。続く場合は、メールサービスの送信数の上限をご確認ください。',
  relay_denied: '「設定 → メール送信」のユーザー名とパスワードが正しいかをご確認ください。',
}

const USUAL_ADVICE = '「設定 → メール送信」の内容と、サーバーの応答をご確認ください。'

export function adviceAgainst(reason: Reason): string {
  return ownFaultAdvice[reason] ?? USUAL_ADVICE
}
