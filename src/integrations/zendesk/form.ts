import type { SettingsForm } from '../settings-form.ts'
import { signInItems } from './form-sign-in.ts'
import { ticketItems } from './form-ticket.ts'

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
    ...signInItems,
    { kind: 'details', title: 'チケットの内容', items: ticketItems },
  ],
}
