import type { FormItem } from '../settings-form.ts'
import { placeholders } from './template.ts'

const TRIGGER_HELP = 'https://support.zendesk.com/hc/ja/articles/4408828984346'

/** What a ticket says and who reads it; the defaults suit most shops. */
export const ticketItems: readonly FormItem[] = [
  {
    kind: 'field',
    field: 'commentPublic',
    label: '申し込み内容の登録方法',
    control: {
      kind: 'radio',
      options: [
        {
          value: true,
          label: 'パブリック返信',
          about:
            'お客様にも見えるコメントとして登録します。Zendeskの標準のトリガが有効な場合、チケットの作成を知らせるメールがZendeskからお客様に届き、メールには件名と本文の内容が載ることがあります。',
        },
        {
          value: false,
          label: '社内メモ',
          about:
            'スタッフだけが読めるメモとして登録します。標準のトリガでは、お客様にメールは届きません。お客様への最初の返信は、「パブリック返信」に切り替えてから送信してください。',
        },
      ],
    },
    help: [
      [
        'お客様にメールを送るのはZendeskです。どのようなときに送られるかは、Zendeskのトリガで変更できます(',
        { text: '標準のトリガについて', href: TRIGGER_HELP },
        ')。なお、どちらの場合も、Zendeskに初めて登録されるお客様には、Zendeskの設定によりウェルカムメールが届くことがあります。',
      ],
    ],
  },
  {
    kind: 'field',
    field: 'subject',
    label: '件名',
    control: { kind: 'template', lines: 'one', placeholders },
    help: [],
  },
  {
    kind: 'field',
    field: 'body',
    label: '本文',
    control: { kind: 'template', lines: 'many', placeholders },
    help: [
      [
        '「{{申込番号}}」のように書いたところは、申し込みの内容に置き換わります。差し込む内容がない行(一回払いの商品の契約番号など)は、チケットには載りません。',
      ],
    ],
  },
  { kind: 'ticket_preview', title: 'プレビュー' },
  {
    kind: 'field',
    field: 'tags',
    label: 'タグ(任意)',
    control: { kind: 'lines', placeholder: 'moushikomi' },
    help: [
      [
        'チケットに追加するタグを、1行に1つずつ入力してください。タグには空白を入れられません。「luxliner」「luxliner_application」と、ワンタイムオファーの場合の「luxliner_one_time_offer」は、いつも付きます。',
      ],
    ],
  },
]
