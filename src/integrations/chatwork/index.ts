import { createHash } from 'node:crypto'
import { type Category, categories, categoryOf } from '../../events/index.ts'
import type { Call, Connector, Outcome, Settlement, Tools } from '../connector.ts'
import { adviceOn, type ChatworkFailure } from './advice.ts'
import { checkBeforeSave, identify, postTests } from './checks.ts'
import { type ChatworkAnswer, chatworkClient } from './client.ts'
import { messageOf, referenceLine } from './messages.ts'
import { type ChatworkSettings, chatworkDefinition, roomOf } from './settings.ts'

export { isChoosable } from './checks.ts'
export { type ChatworkClient, chatworkClient, type Room } from './client.ts'
export { messageOf } from './messages.ts'
export { createRoomList, previews, type RoomList } from './rooms.ts'
export * from './settings.ts'

/** The budget's key: the account where it is known, since the limit may be the account's and not the token's. */
export function chatworkBudgetKey(settings: ChatworkSettings): string {
  if (settings.accountId !== '') return `chatwork:account:${settings.accountId}`
  return `chatwork:token:${createHash('sha256').update(settings.apiToken).digest('hex').slice(0, 16)}`
}

/** Chatwork: one message in the room of the event's category. `apiBase` without a slash at the end. */
export function chatwork(options: { apiBase: string }): Connector<ChatworkSettings> {
  return {
    name: 'chatwork',
    label: 'Chatwork',
    settings: chatworkDefinition,
    policy: {
      concurrency: 8,
      callTimeoutMs: 15_000,
      retryDelaysMs: [5_000, 20_000],
      maxTries: 3,
      giveUpAfterMs: 300_000,
      pace: { calls: 10, perMs: 10_000, waitAtMostMs: 300_000 },
      budget: { calls: 300, perMs: 300_000, whenSpent: 'give_up' },
      onUnknown: { kind: 'settle', afterMs: [2_000, 10_000, 30_000] },
      whilePaused: 'refuse',
      onGivenUp: 'mail_administrators',
    },
    isEnabled: (settings) => settings.enabled,
    budgetKey: chatworkBudgetKey,
    laneOf: (target, settings) => laneOf(target, settings),
    plan(event, settings) {
      const category = categoryOf(event.type)
      const lane = laneOf(category, settings)
      if (lane === null) return { deliveries: [], replacesMail: false }
      return { deliveries: [{ target: category, lane, onceKey: null }], replacesMail: settings.quietMail }
    },
    async send(call, settings, tools) {
      const roomId = roomIdOf(call.target, settings)
      if (roomId === '') return { kind: 'refused', reason: '通知先のルームが選ばれていないため', failure: 'no_room' }
      const client = chatworkClient(tools.http, options.apiBase, settings.apiToken)
      const answer = await client.post(roomId, messageOf(call.events, tools.shop, call.reference))
      return outcomeOf(answer, { id: roomId, name: settings.roomNames[roomId] ?? `ルームID ${roomId}` })
    },
    beforeSave: (next, previous, tools) => checkBeforeSave(options.apiBase, next, previous, tools.http),
    whenSavedOff: (next, previous, tools) => identify(options.apiBase, next, previous, tools.http),
    adviceOn,
    test: (settings, tools, target) => postTests(options.apiBase, settings, tools, target),
    settle: (call, settings, tools) => settle(options.apiBase, call, settings, tools),
  }
}

function roomIdOf(target: string, settings: ChatworkSettings): string {
  return categories.includes(target as Category) ? roomOf(settings, target as Category) : ''
}

function laneOf(target: string, settings: ChatworkSettings): string | null {
  const roomId = roomIdOf(target, settings)
  return roomId === '' ? null : roomId
}

function outcomeOf(answer: ChatworkAnswer<{ messageId: string }>, room: { id: string; name: string }): Outcome {
  const reported = {
    ...(answer.answer ? { answer: answer.answer } : {}),
    ...(answer.budget ? { budget: answer.budget } : {}),
    ...(answer.kind === 'ok' ? {} : { failure: failureOf(answer.kind) }),
  }
  switch (answer.kind) {
    case 'ok':
      return { kind: 'delivered', remoteId: answer.value.messageId, ...reported }
    case 'not_sent':
      return {
        kind: 'retry',
        reason: `Chatworkに接続できないため(${answer.reason})`,
        unsent: true,
        connection: 'failing',
        ...reported,
      }
    case 'bad_token':
      return { kind: 'refused', reason: 'ChatworkのAPIトークンが無効なため', connection: 'paused', ...reported }
    case 'no_access':
      return {
        kind: 'refused',
        reason: `Chatworkのルーム「${room.name}」がないか、書き込む権限がないため`,
        attention: { subject: room.id, title: `Chatworkの通知先「${room.name}」に投稿できません` },
        ...reported,
      }
    case 'room_limit':
      return { kind: 'rate_limited', reason: 'このルームへの投稿が多すぎるため', retryAfterMs: 10_000, ...reported }
    case 'general_limit':
      return {
        kind: 'rate_limited',
        reason: 'APIの利用制限のため(5分間に300回まで)',
        exhausted: { resetsInMs: answer.resetsInMs },
        ...reported,
      }
    case 'refused':
      return {
        kind: 'refused',
        reason: `Chatworkが受け付けなかったため(${answer.words})`,
        // Whatever sends us elsewhere is not Chatwork: nothing will get through.
        ...(answer.status < 400 ? { connection: 'failing' as const } : {}),
        ...reported,
      }
    case 'unclear':
      return { kind: 'unknown', reason: answer.reason, connection: 'failing', ...reported }
  }
}

function failureOf(kind: Exclude<ChatworkAnswer<unknown>['kind'], 'ok'>): ChatworkFailure {
  return kind === 'room_limit' || kind === 'general_limit' ? 'limit' : kind
}

/** Looks for the post's reference among the room's latest messages of our own account. */
async function settle(apiBase: string, call: Call, settings: ChatworkSettings, tools: Tools): Promise<Settlement> {
  const roomId = call.lane ?? roomIdOf(call.target, settings)
  if (roomId === '') return { kind: 'cannot_look', reason: '通知先のルームが選ばれていません' }
  const found = await chatworkClient(tools.http, apiBase, settings.apiToken).messages(roomId)
  const reported = {
    ...(found.answer && found.kind !== 'ok' ? { answer: found.answer } : {}),
    ...(found.budget ? { budget: found.budget } : {}),
  }
  if (found.kind !== 'ok')
    return {
      kind: 'cannot_look',
      reason: 'ルームのメッセージを確認できません',
      unsent: found.kind === 'not_sent',
      ...reported,
    }
  const wanted = referenceLine(call.reference)
  const message = found.value.find(
    (candidate) =>
      candidate.body.includes(wanted) && (settings.accountId === '' || candidate.accountId === settings.accountId),
  )
  return message ? { kind: 'found', remoteId: message.messageId, ...reported } : { kind: 'not_found', ...reported }
}
