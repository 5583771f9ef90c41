/** What the initial bodies have in common: how they begin and end. */

export const opening = `{{お名前}} 様

{{ショップ名}}です。`

export const rule = '――――――――――――――――――――'

/** The foot of a letter to somebody who may have no 会員ページ. */
export const foot = `--
{{ショップ名}}
お問い合わせ: {{お問い合わせ先}}
特定商取引法に基づく表記: {{特定商取引法に基づく表記のURL}}`

/** The foot of a letter to a customer. */
export const memberFoot = `--
{{ショップ名}}
お問い合わせ: {{お問い合わせ先}}
会員ページ: {{会員ページのURL}}
特定商取引法に基づく表記: {{特定商取引法に基づく表記のURL}}`

/** Left out as a whole where there is no invitation: all its placeholders are empty then. */
export const invitation = `【本登録のお願い】
会員ページをご利用いただくには、パスワードの設定(本登録)が必要です。
下記のURLを開いて、お手続きをお願いいたします。
{{本登録のURL}}
※ このURLの有効期限は {{本登録の期限}} です。お客様専用のURLですので、ほかの方には知らせないでください。`

export const notYou = 'このメールにお心当たりがない場合は、お手数ですが、下記のお問い合わせ先までお知らせください。'

export const neverAsked = '※ メールやお電話で、カード番号をお尋ねすることはありません。'

export const noPassword =
  '会員ページのパスワードをまだ設定されていない場合は、あらためて本登録のご案内をお送りしますので、下記のお問い合わせ先までご連絡ください。'
