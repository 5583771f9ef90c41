import type { EngineFailure } from '../connector.ts'
import type { ChatworkAnswer } from './client.ts'

/** How a call to Chatwork may fail; `limit` covers both of its limits and ours. */
export type ChatworkFailure =
  | Exclude<ChatworkAnswer<unknown>['kind'], 'ok' | 'room_limit' | 'general_limit'>
  | 'no_room'
  | EngineFailure

const advice: Record<ChatworkFailure, string | null> = {
  bad_token: 'Chatworkの「サービス連携 → API Token」で発行したAPIトークンを、下の欄に入力して保存してください。',
  paused: 'APIトークンを確認して保存すると、Chatworkへの通知を再開します。',
  no_access:
    'Chatworkで、APIトークンの持ち主がそのルームに参加していて、閲覧のみの権限になっていないかをご確認ください。ルームを削除した場合は、別の通知先を選んでください。',
  no_room: '通知先のルームを選んで保存してください。',
  limit:
    '一度に多くの通知が重なったときに起こります。操作は必要ありません。たびたび起こる場合は、通知先のルームを分けるか、同じアカウントのAPIを使っているほかのサービスを見直してください。',
  not_sent:
    'Chatworkの障害情報と、このサーバーがインターネットにつながっているかをご確認ください。つながり次第、通知を再開します。',
  unclear: 'Chatworkの障害情報をご確認ください。届いていない可能性のある通知は、メールでもお送りしています。',
  refused: '同じ失敗が続く場合は、連携ログの「応答」を添えて、Luxlinerの導入担当者にご相談ください。',
  interrupted: null,
  blocked: null,
}

/** What staff can do about a failure, or null when there is nothing to do. */
export function adviceOn(failure: string): string | null {
  return Object.hasOwn(advice, failure) ? advice[failure as ChatworkFailure] : null
}
