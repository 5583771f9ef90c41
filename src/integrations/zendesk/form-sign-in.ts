import type { FormItem } from '../settings-form.ts'

const TOKEN_HELP = 'https://support.zendesk.com/hc/ja/articles/4408889192858'
const OAUTH_HELP = 'https://support.zendesk.com/hc/ja/articles/8889508417946'

const withToken = { field: 'authentication', equals: 'token' }
const withOAuth = { field: 'authentication', equals: 'oauth' }

/** How Luxliner signs in at Zendesk: one of two ways, and the fields of the chosen one. */
export const signInItems: readonly FormItem[] = [
  {
    kind: 'field',
    field: 'authentication',
    label: '認証方法',
    control: {
      kind: 'radio',
      options: [
        {
          value: 'token',
          label: 'APIトークン',
          about: '発行済みのAPIトークンをお持ちの場合に選べます。2027年4月30日まで使えます。',
        },
        {
          value: 'oauth',
          label: 'OAuthクライアント',
          about: '新しく設定する場合や、APIトークンから切り替える場合は、こちらを選んでください。',
        },
      ],
    },
    help: [['LuxlinerからZendeskに接続する方法を選びます。選んでいない方法の設定も、削除するまで保存されています。']],
  },
  {
    kind: 'notice',
    tone: 'warning',
    title: 'APIトークンは使えなくなります',
    paragraphs: [
      [
        'Zendeskは、APIトークンの提供を終了します。2026年10月27日以降は新しいAPIトークンを発行できません。発行済みのAPIトークンも、2027年4月30日にすべて使えなくなります。また、30日間使われなかったAPIトークンは自動的に無効になるため、申し込みの少ない時期にも注意が必要です。',
      ],
      ['お早めに、認証方法を「OAuthクライアント」に切り替えてください。'],
    ],
    when: withToken,
  },
  {
    kind: 'field',
    field: 'email',
    label: 'メールアドレス',
    control: { kind: 'text', placeholder: 'support@mycompany.co.jp' },
    help: [['Zendeskに登録しているメールアドレスを指定してください。(エージェントまたは管理者のもの)']],
    when: withToken,
  },
  {
    kind: 'field',
    field: 'apiToken',
    label: 'APIトークン',
    control: { kind: 'secret' },
    help: [
      [
        'Zendeskの設定画面で発行したAPIトークンを指定してください。APIトークンの発行方法については、',
        { text: 'Zendeskの公式ヘルプ', href: TOKEN_HELP },
        'をご覧ください。',
      ],
    ],
    when: withToken,
  },
  {
    kind: 'notice',
    tone: 'info',
    title: 'OAuthクライアントの作り方',
    paragraphs: [
      [
        'Zendeskに管理者でログインし、管理センターの「アプリおよびインテグレーション」→「API」→「OAuthクライアント」で、OAuthクライアントを追加します。クライアントの種類は「機密」を選んでください。',
      ],
      [
        'チケットは、そのOAuthクライアントに関連付けられたユーザー(エージェントまたは管理者)の権限で作成されます。詳しくは、',
        { text: 'OAuthクライアントについてのZendeskのヘルプ', href: OAUTH_HELP },
        'をご覧ください。',
      ],
    ],
    when: withOAuth,
  },
  {
    kind: 'field',
    field: 'clientId',
    label: 'OAuthクライアントID',
    control: { kind: 'text', placeholder: 'luxliner' },
    help: [['OAuthクライアントの画面の「一意の識別子」の値を入力してください。']],
    when: withOAuth,
  },
  {
    kind: 'field',
    field: 'clientSecret',
    label: 'OAuthクライアントシークレット',
    control: { kind: 'secret' },
    help: [
      [
        'OAuthクライアントの保存時に表示される「シークレット」を入力してください。Zendeskでは一度しか表示されません。控えていない場合は、Zendeskで再生成してください。',
      ],
    ],
    when: withOAuth,
  },
]
