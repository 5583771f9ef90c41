import type { PersonalLink } from '../wishes.ts'
import type { LettersOf, OwnPlaceholder } from './definition.ts'
import { ofInvitation, sampleLink, until } from './facts.ts'
import { memberFoot, opening } from './phrases.ts'

const linkOf = (meaning: string): OwnPlaceholder<{ link: PersonalLink }> => ({
  meaning,
  value: ({ link }) => link.url,
  needed: true,
  personal: true,
})
const untilOf: OwnPlaceholder<{ link: PersonalLink }> = {
  meaning: '上のURLを使える日時',
  value: ({ link }, shop) => until(link, shop),
}

/** 会員登録・会員ページ. */
export const memberLetters: LettersOf<
  'registration_link' | 'registered' | 'mail_change' | 'mail_changed' | 'password_reset'
> = {
  registration_link: {
    label: '本登録のご案内',
    when: '管理画面で顧客を登録したときや、本登録用のURLをあらためて送るときに送ります。',
    optional: false,
    placeholders: {
      本登録のURL: { ...ofInvitation.本登録のURL, meaning: 'パスワードを設定するための、お客様専用のURL' },
      本登録の期限: ofInvitation.本登録の期限,
    },
    initial: {
      subject: '【{{ショップ名}}】本登録のご案内',
      body: `${opening}
会員ページをご利用いただくための、本登録のご案内をお送りします。
下記のURLを開いて、パスワードを設定してください。

{{本登録のURL}}

※ このURLの有効期限は {{本登録の期限}} です。過ぎた場合は、あらためてお送りしますので、下記のお問い合わせ先までご連絡ください。
※ お客様専用のURLですので、ほかの方には知らせないでください。

本登録が済みますと、会員ページで、ご契約やお支払いの確認などのお手続きができるようになります。
このメールにお心当たりがない場合は、URLを開かずに、このメールを破棄してください。

${memberFoot}`,
    },
    sample: (scene) => ({ kind: 'registration_link', invitation: sampleLink(scene, '/register', 7) }),
  },

  registered: {
    label: '本登録の完了',
    when: 'お客様がパスワードを設定し、本登録が完了したときに送ります。',
    optional: true,
    placeholders: {},
    initial: {
      subject: '【{{ショップ名}}】本登録が完了しました',
      body: `${opening}
本登録のお手続きが完了いたしました。誠にありがとうございます。

会員ページでは、ご契約やお支払いの確認、カードやお客様情報の変更、解約のお手続きなどができます。
{{会員ページのURL}}

ログインには、メールアドレス {{メールアドレス}} と、ご自身で設定されたパスワードをお使いください。

このお手続きにお心当たりがない場合は、お手数ですが、下記のお問い合わせ先までお知らせください。

${memberFoot}`,
    },
    sample: () => ({ kind: 'registered' }),
  },

  mail_change: {
    label: 'メールアドレスの変更の確認',
    when: 'お客様がメールアドレスの変更を申し出たときに、新しいアドレスへ送ります。',
    optional: false,
    placeholders: { 確認のURL: linkOf('変更を確定するための、お客様専用のURL'), 確認の期限: untilOf },
    initial: {
      subject: '【{{ショップ名}}】メールアドレス変更のご確認',
      body: `${opening}
メールアドレス変更のお申し出をいただきました。お手続きは、まだ完了していません。
下記のURLを開いて、変更を完了してください。

{{確認のURL}}

新しいメールアドレス: {{メールアドレス}}

※ このURLの有効期限は {{確認の期限}} です。それまでに完了されない場合は、これまでのメールアドレスのままとなります。
※ お客様専用のURLですので、ほかの方には知らせないでください。

このお手続きにお心当たりがない場合は、URLを開かずに、このメールを破棄してください。メールアドレスは変更されません。

${memberFoot}`,
    },
    sample: (scene) => ({ kind: 'mail_change', link: sampleLink(scene, '/mypage/email', 1) }),
  },

  mail_changed: {
    label: 'メールアドレスの変更の完了',
    when: 'メールアドレスが変更されたときに、それまでのアドレスへ送ります。',
    optional: false,
    placeholders: {
      新しいメールアドレス: { meaning: '変更後のメールアドレス', value: ({ newAddress }) => newAddress },
    },
    initial: {
      subject: '【{{ショップ名}}】メールアドレスが変更されました',
      body: `${opening}
ご登録のメールアドレスが変更されましたので、これまでのメールアドレスにもお知らせいたします。

新しいメールアドレス: {{新しいメールアドレス}}

今後のお知らせは、新しいメールアドレスへお送りします。会員ページへのログインにも、新しいメールアドレスをお使いください。

この変更にお心当たりがない場合は、第三者による操作のおそれがあります。お手数ですが、すぐに下記のお問い合わせ先までお知らせください。

${memberFoot}`,
    },
    sample: () => ({ kind: 'mail_changed', newAddress: 'hanako.new@customer.example' }),
  },

  password_reset: {
    label: 'パスワードの再設定',
    when: 'お客様が会員ページでパスワードの再設定を申し出たときに送ります。',
    optional: false,
    placeholders: {
      パスワード再設定のURL: linkOf('新しいパスワードを設定するための、お客様専用のURL'),
      再設定の期限: untilOf,
    },
    initial: {
      subject: '【{{ショップ名}}】パスワード再設定のご案内',
      body: `${opening}
パスワード再設定のお申し出をいただきました。
下記のURLを開いて、新しいパスワードを設定してください。

{{パスワード再設定のURL}}

※ このURLの有効期限は {{再設定の期限}} です。過ぎた場合は、お手数ですが、会員ページからもう一度お手続きください。
※ お客様専用のURLですので、ほかの方には知らせないでください。

このお手続きにお心当たりがない場合は、URLを開かずに、このメールを破棄してください。パスワードは変更されません。

${memberFoot}`,
    },
    sample: (scene) => ({ kind: 'password_reset', link: sampleLink(scene, '/mypage/password', 1) }),
  },
}
