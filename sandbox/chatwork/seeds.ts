import { botAccountId, secondAccountId, viewerAccountId } from './accounts.ts'
import type { RoomRole, RoomType } from './rooms.ts'

type RoomPlan = {
  roomId: number
  name: string
  type: RoomType
  description: string
  icon: { glyph: string; colour: string }
  roles: [number, RoomRole][]
}

const bossAccountId = 5210004
const everyone: [number, RoomRole][] = [
  [botAccountId, 'member'],
  [secondAccountId, 'member'],
  [viewerAccountId, 'member'],
  [bossAccountId, 'admin'],
]
const botAndViewer: [number, RoomRole][] = [
  [botAccountId, 'member'],
  [viewerAccountId, 'admin'],
]

/** The rooms of an online school's small staff: all three types, and one group where our token may only read. */
export const roomPlans: readonly RoomPlan[] = [
  {
    roomId: 421500011,
    name: 'お申し込み通知',
    type: 'group',
    description: '講座のお申し込みが入ると届きます。お礼の連絡は当日中に。',
    icon: { glyph: '申', colour: '#2f6fde' },
    roles: botAndViewer,
  },
  {
    roomId: 421500012,
    name: '決済トラブル対応',
    type: 'group',
    description: 'カード決済の失敗と回復。経理と受講生サポートで見ます。',
    icon: { glyph: '決', colour: '#c2410c' },
    roles: [...botAndViewer, [secondAccountId, 'member']],
  },
  {
    roomId: 421500013,
    name: '契約・解約',
    type: 'group',
    description: '解約予約、停止、停止解除など契約の動き。',
    icon: { glyph: '契', colour: '#0f766e' },
    roles: botAndViewer,
  },
  {
    roomId: 421500014,
    name: '全体のお知らせ',
    type: 'group',
    description: '会員登録、メールの不達、メンテナンスなど全員に関わること。',
    icon: { glyph: '知', colour: '#7c3aed' },
    roles: everyone,
  },
  {
    roomId: 421500015,
    name: 'スタッフ雑談',
    type: 'group',
    description: 'なんでもどうぞ。',
    icon: { glyph: '雑', colour: '#a16207' },
    roles: everyone,
  },
  {
    roomId: 421500016,
    name: '本部からの連絡(閲覧のみ)',
    type: 'group',
    description: '本部だけが書き込めます。',
    icon: { glyph: '本', colour: '#64748b' },
    roles: [
      [botAccountId, 'readonly'],
      [viewerAccountId, 'readonly'],
      [bossAccountId, 'admin'],
    ],
  },
  {
    roomId: 421500017,
    name: '経理メモ',
    type: 'group',
    description: '振込の確認と月次の締め。',
    icon: { glyph: '経', colour: '#0f8a6d' },
    roles: [
      [secondAccountId, 'admin'],
      [viewerAccountId, 'member'],
      [bossAccountId, 'member'],
    ],
  },
  {
    roomId: 312000101,
    name: '通知係',
    type: 'my',
    description: '',
    icon: { glyph: '通', colour: '#2f6fde' },
    roles: [[botAccountId, 'admin']],
  },
  {
    roomId: 312000102,
    name: '佐藤 美咲',
    type: 'direct',
    description: '',
    icon: { glyph: '佐', colour: '#c2577a' },
    roles: [
      [botAccountId, 'member'],
      [viewerAccountId, 'member'],
    ],
  },
  {
    roomId: 312000201,
    name: '鈴木 健一',
    type: 'my',
    description: '',
    icon: { glyph: '鈴', colour: '#0f8a6d' },
    roles: [[secondAccountId, 'admin']],
  },
]

/** What people had written before the demo begins. The rooms that receive notices start empty. */
export const chatter: readonly { roomId: number; accountId: number; body: string; minutesAgo: number }[] = [
  {
    roomId: 421500016,
    accountId: bossAccountId,
    body: '[info][title]来月の予定[/title]・新講座の公開は第2月曜日です\n・月末の締めは25日[hr]質問は各部署のリーダーまでお願いします。[/info]',
    minutesAgo: 2_880,
  },
  {
    roomId: 421500015,
    accountId: bossAccountId,
    body: 'みなさん、今週もおつかれさまです。新しい講座の準備、順調です。',
    minutesAgo: 1_490,
  },
  {
    roomId: 421500015,
    accountId: viewerAccountId,
    body: `[To:${bossAccountId}]高橋さん\n楽しみにしている受講生さんが多いです!`,
    minutesAgo: 1_482,
  },
  {
    roomId: 312000102,
    accountId: viewerAccountId,
    body: '通知用のアカウントを作りました。APIトークンは設定画面に登録してあります。',
    minutesAgo: 1_445,
  },
  {
    roomId: 421500015,
    accountId: secondAccountId,
    body: '経費の精算は今週金曜日までにお願いします。\nhttps://example.com/keihi',
    minutesAgo: 95,
  },
]
