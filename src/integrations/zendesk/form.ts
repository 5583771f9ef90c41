import type { SettingsForm } from '../settings-form.ts'

const TOKEN_HELP = 'https://support.zendesk.com/hc/ja/articles/4408889192858'

/** The manual's section Zendesk連携, item by item. */
export const form: SettingsForm = {
  connector: 'zendesk',
  title: 'Zendesk連携',
  introduction: [
    [
      'Zendeskは、オンラインのカスタマーサービスアプリケーションです。元々は、メールでの問い合わせに対して、顧客とのやりとりを円滑にするためのサービスからスタートし、現在はCX(カスタマーエクスペリエンス)全般を取り扱うようになっています。',
    ],
    [
      'Zendesk上でのメールのやりとりは、まるでチャットでメッセージをやりとりしているかのように表示されるため、通常のメーラーのように以前やりとりしたメールを探す手間がありません。',
    ],
    [
      'LuxlinerのZendesk連携を有効にすると、顧客(会員)からの申し込みが発生した際に、申し込み内容をZendeskに転送します。申し込みがあったメールアドレスなどはすでに入力されているため、Zendesk上で即座に顧客とのやりとりを開始できます。',
    ],
  ],
  items: [
    {
      kind: 'field',
      field: 'enabled',
      label: 'Zendesk連携の有効化',
      control: { kind: 'switch' },
      help: [
        [
          'Zendesk連携を有効にするかどうかを選択します。有効の場合のみ、申し込み完了時にZendeskのチケットを作成します。',
        ],
      ],
    },
    {
      kind: 'field',
      field: 'subdomain',
      label: 'サブドメイン',
      control: { kind: 'text', placeholder: 'mycompany' },
      help: [['Zendeskのログイン画面の「https://〇〇〇〇.zendesk.com」の〇〇〇〇の部分を入力してください。']],
    },
    {
      kind: 'field',
      field: 'email',
      label: 'メールアドレス',
      control: { kind: 'text', placeholder: 'support@mycompany.co.jp' },
      help: [['Zendeskに登録しているメールアドレスを指定してください。(エージェントまたは管理者のもの)']],
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
        [
          'なお、ZendeskはAPIトークンの提供を段階的に終了しています。2026年10月27日からは新しいAPIトークンを発行できません。発行済みのAPIトークンも、30日間使われないと自動的に無効になり、2027年4月30日にはすべて使えなくなります。',
        ],
      ],
    },
    {
      kind: 'details',
      title: 'チケットの作成方法',
      items: [
        {
          kind: 'field',
          field: 'commentPublic',
          label: '申し込み内容をパブリックコメントにする',
          control: { kind: 'switch' },
          help: [
            [
              'オンの場合、申し込み内容は顧客から届いたパブリックコメントとして登録され、そのまま顧客に返信できます。Zendeskの初期設定では、顧客に受付の自動返信メールが届きます。',
            ],
            [
              'オフの場合、申し込み内容はスタッフだけが読める社内メモになります。顧客への最初の返信をパブリックに切り替えてから送信してください。',
            ],
          ],
        },
      ],
    },
  ],
}
