import type { FormItem, SettingsForm } from '../../../integrations/settings-form.ts'

const enabled = { field: 'enabled', equals: 'true' }

const server: FormItem[] = [
  {
    kind: 'field',
    field: 'host',
    label: '受信サーバー名',
    control: { kind: 'text', placeholder: 'imap.example.co.jp' },
    when: enabled,
    help: [
      ['メールサービスやレンタルサーバーの案内にある「受信サーバー(IMAP)」です。POPだけのメールボックスは使えません。'],
    ],
  },
  {
    kind: 'field',
    field: 'port',
    label: 'ポート番号',
    control: { kind: 'text', placeholder: '993' },
    when: enabled,
    help: [],
  },
  {
    kind: 'field',
    field: 'security',
    label: '暗号化',
    control: {
      kind: 'choice',
      options: [
        { value: 'tls', label: 'SSL/TLS(多くは993番)' },
        { value: 'starttls', label: 'STARTTLS(多くは143番)' },
        { value: 'plain', label: 'なし' },
      ],
    },
    when: enabled,
    help: [],
  },
  { kind: 'field', field: 'user', label: 'ユーザー名', control: { kind: 'text' }, when: enabled, help: [] },
  { kind: 'field', field: 'password', label: 'パスワード', control: { kind: 'secret' }, when: enabled, help: [] },
]

const reading: FormItem[] = [
  {
    kind: 'field',
    field: 'folder',
    label: 'フォルダー',
    control: { kind: 'text', placeholder: 'INBOX' },
    when: enabled,
    help: [['受信箱は「INBOX」です。']],
  },
  {
    kind: 'field',
    field: 'afterwards',
    label: '読み取ったメール',
    control: {
      kind: 'choice',
      options: [
        { value: 'keep', label: '既読にして残す' },
        { value: 'delete', label: '削除する' },
      ],
    },
    when: enabled,
    help: [
      [
        '有効にすると、このフォルダーにあるメールを古いものからすべて読み取ります。「削除する」では、読み取ったメールがサーバーから消えます。',
      ],
    ],
  },
]

/** 設定 → メール送信 → 不達通知のメールボックス. */
export const mailboxForm: SettingsForm = {
  connector: 'mailbox',
  title: '不達通知のメールボックス',
  introduction: [
    [
      '「不達通知を受け取るアドレス」に届いたメールを1分ごとに読み取り、お客様に届かなかったメールや迷惑メール報告を自動で反映します。',
    ],
    ['ふだんのやり取りと混ざらないように、不達通知専用のメールボックスをご用意ください。'],
  ],
  items: [
    { kind: 'field', field: 'enabled', label: '不達通知を自動で読み取る', control: { kind: 'switch' }, help: [] },
    ...server,
    ...reading,
  ],
}
