import { z } from 'zod'
import type { Category } from '../../events/catalogue.ts'
import type { SettingsDefinition } from '../../platform/settings.ts'
import type { FormItem, SettingsForm } from '../settings-form.ts'

/** Spaces and line breaks come along when a token is copied from a page or a mail. */
const pasted = z.string().transform((text) => text.replace(/\s+/g, ''))
const roomId = z.string().regex(/^\d*$/, 'ルームを一覧から選んでください')

export const chatworkSettings = z
  .object({
    enabled: z.boolean(),
    /** 通知メールの停止 */
    quietMail: z.boolean(),
    apiToken: pasted.pipe(z.string().max(200, 'APIトークンが長すぎます')),
    /** Whose token it is, as `GET /me` said when it was saved; '' when not known. */
    accountId: z.string(),
    accountName: z.string(),
    generalRoomId: roomId,
    applicationRoomId: roomId,
    paymentRoomId: roomId,
    contractRoomId: roomId,
    /** Names of the chosen rooms as they were when last saved, so that the log can name them without asking Chatwork. */
    roomNames: z.record(z.string(), z.string()),
  })
  .superRefine((value, context) => {
    if (value.enabled && value.apiToken === '')
      context.addIssue({ code: 'custom', path: ['apiToken'], message: 'APIトークンを入力してください' })
  })

export type ChatworkSettings = z.infer<typeof chatworkSettings>

export const chatworkDefinition: SettingsDefinition<ChatworkSettings> = {
  name: 'integrations.chatwork',
  schema: chatworkSettings,
  defaults: {
    enabled: false,
    quietMail: false,
    apiToken: '',
    accountId: '',
    accountName: '',
    generalRoomId: '',
    applicationRoomId: '',
    paymentRoomId: '',
    contractRoomId: '',
    roomNames: {},
  },
  secrets: ['apiToken'],
}

/** The settings field that holds a category's room. */
export const roomFields = {
  general: 'generalRoomId',
  application: 'applicationRoomId',
  payment: 'paymentRoomId',
  contract: 'contractRoomId',
} as const satisfies Record<Category, keyof ChatworkSettings>

/** The chosen room of a category; '' when none is chosen. */
export function roomOf(settings: ChatworkSettings, category: Category): string {
  return settings[roomFields[category]]
}

const HELP = 'https://help.chatwork.com/hc/ja'
const TOKEN_HELP = 'https://help.chatwork.com/hc/ja/articles/115000172402'
const INVITE_HELP = 'https://help.chatwork.com/hc/ja/articles/203127904'

const destination = (category: Category, label: string, intro: string): FormItem => ({
  kind: 'field',
  field: roomFields[category],
  label,
  control: { kind: 'room', category },
  help: [[intro]],
})
const CHOOSE = '以下のイベントが発生した場合に通知するチャットワークルームを指定します。'
const CHOOSE_PAYMENT = '決済に関する以下のイベントが発生した場合に通知するチャットワークルームを指定します。'
const CHOOSE_CONTRACT = '以下のような契約に何らかのイベントが発生した場合に通知するチャットワークルームを指定します。'

/** The manual's section Chatwork連携, item by item. */
export const form: SettingsForm = {
  connector: 'chatwork',
  title: 'Chatwork連携',
  introduction: [
    [
      'Chatworkはオンラインで主にビジネスチャットを行うためのサービスで、ファイルの受け渡しや簡単なTODO管理などもできることが特徴です。小規模な会社や個人事業主がクライアントと仕事を円滑に進めるために導入していることが多いサービスです。',
    ],
    [
      'LuxlinerのChatwork連携を有効にすると、通常は管理者にメールで通知される各種イベントをChatworkで受け取れるようになります。',
    ],
  ],
  items: [
    {
      kind: 'field',
      field: 'enabled',
      label: 'Chatwork連携の有効化',
      control: { kind: 'switch' },
      help: [
        ['Chatwork連携を有効にするかどうかを選択します。有効の場合のみ、Chatworkへの通知を行います。'],
        [
          '通知はChatworkのAPIを通じて行われますが、APIの使用回数には5分間に300回までの制限があります。この制限にかかった場合はChatworkへの通知は行われず、あとで再通知されることもありません(メールでの通知は行われます)。',
        ],
        ['Chatworkの詳しい利用方法については、', { text: 'Chatworkのヘルプ', href: HELP }, 'をご覧ください。'],
      ],
    },
    {
      kind: 'field',
      field: 'quietMail',
      label: '通知メールの停止',
      control: { kind: 'switch' },
      help: [
        [
          'Chatwork連携を有効にしても、通常のメールによる通知は行われますが、この設定を有効にするとメールでの通知は行われなくなります。',
        ],
        [
          'ただし、APIの利用制限にかかるなどChatworkへの通知が失敗した場合は、この設定が有効であってもメールでの通知を行います。',
        ],
      ],
    },
    {
      kind: 'field',
      field: 'apiToken',
      label: 'APIトークン',
      control: { kind: 'secret', owner: { field: 'accountName', words: 'さんのアカウント' } },
      help: [
        ['Chatwork連携に必要なAPIトークンを指定します。'],
        [
          'ChatworkのAPIトークンの発行方法については、',
          { text: 'Chatwork公式ヘルプ', href: TOKEN_HELP },
          'をご覧ください。',
        ],
        [
          'トークンの持ち主ご自身には、通知が未読として表示されません。通知専用のアカウントを作り、そのAPIトークンを使うことをおすすめします。',
        ],
      ],
    },
    destination('general', '一般的なイベントの通知先', CHOOSE),
    destination('application', '申し込みイベントの通知先', CHOOSE),
    destination('payment', '決済イベントの通知先', CHOOSE_PAYMENT),
    destination('contract', '契約イベントの通知先', CHOOSE_CONTRACT),
    {
      kind: 'notice',
      tone: 'info',
      title: 'イベントの通知先に関する設定について',
      paragraphs: [
        ['通知先として指定できるのは、グループチャットとして作成されたルームのみです。'],
        [
          '各通知先は、全て同じルームでも構いませんし、全て異なるルームでも構いません。通知先を選んでいないイベントは、メールで通知します。',
        ],
        [
          'グループチャットですので、例えばスタッフが複数いるような場合は、そのイベントに関係のあるスタッフのみChatworkグループに追加することで、関係者だけに特定の通知を送るようにすることも可能です。グループチャットへの招待のやり方については、',
          { text: 'Chatworkの公式ヘルプ', href: INVITE_HELP },
          'をご覧ください。',
        ],
      ],
    },
    {
      kind: 'examples',
      title: '通知例',
      events: [
        { type: 'application.completed', caption: '申し込みがあった時の通知例' },
        { type: 'payment.application_card_failed', caption: '申し込みページでカード決済が失敗した時の通知例' },
      ],
    },
  ],
}

/** The manual's words for the events under each 通知先. */
export const destinationEvents: Record<Category, readonly string[]> = {
  general: [
    '新規客の仮登録時',
    '新規客が本登録完了した時',
    'メールの不達や迷惑メール報告が検知された時',
    '会員サイトのLuxlinerのメンテナンスモードの状態(ON/OFF)が変更された時',
  ],
  application: ['顧客による申し込みが完了した時(ワンタイムオファー含む)'],
  payment: [
    '申し込みページでクレジットカード決済の失敗が発生した時',
    '月額課金のクレジットカード決済の失敗発生時',
    '月額課金のクレジットカード決済不能状態から回復した時',
  ],
  contract: [
    '顧客または管理者によって契約の解約予約が実施された時',
    '顧客または管理者によって契約の解約予約が解除された時',
    '契約が解約完了した時',
    '決済の未確認やカード決済不能によって契約が停止された時',
    '停止されていた契約の停止状態が解除された時',
  ],
}
