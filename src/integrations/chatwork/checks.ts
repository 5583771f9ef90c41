import { type Category, categories, categoryLabels } from '../../events/catalogue.ts'
import type { FieldFault } from '../../platform/field-faults.ts'
import type { Http } from '../../platform/http-client.ts'
import type { SaveCheck, TestReport, Tools } from '../connector.ts'
import { type ChatworkAnswer, chatworkClient, type Room } from './client.ts'
import { plain } from './messages.ts'
import { type ChatworkSettings, roomFields, roomOf } from './settings.ts'

/** Only a group chat in which the token may write can be a 通知先. */
export function isChoosable(room: Room): boolean {
  return room.type === 'group' && (room.role === 'admin' || room.role === 'member')
}

/**
 * A new token is asked whose it is; a token of another account forgets the rooms, which may not be its own. The rooms are
 * checked against the list of this moment.
 */
export async function checkBeforeSave(
  apiBase: string,
  next: ChatworkSettings,
  previous: ChatworkSettings,
  http: Http,
): Promise<SaveCheck<ChatworkSettings>> {
  const client = chatworkClient(http, apiBase, next.apiToken)
  const me = await client.me()
  // 通知メールの停止 must be to be had when Chatwork does not answer, of all times.
  if (me.kind !== 'ok' && me.kind !== 'bad_token' && isAsCheckedBefore(next, previous))
    return { ok: true, settings: next }
  if (me.kind !== 'ok') return { ok: false, faults: [{ field: 'apiToken', message: tokenFault(me) }] }
  const known = { ...next, accountId: me.value.accountId, accountName: me.value.name }
  const otherAccount = previous.accountId !== '' && previous.accountId !== known.accountId
  const settings = otherAccount ? forgetKeptRooms(known, previous) : known
  const forgot = categories.some((category) => roomOf(settings, category) !== roomOf(next, category))
  const notice = forgot ? { notice: ROOMS_AGAIN } : {}
  if (categories.every((category) => roomOf(settings, category) === '')) return { ok: true, settings, ...notice }
  const rooms = await client.rooms()
  if (rooms.kind !== 'ok')
    return {
      ok: false,
      faults: [{ field: roomFields.general, message: `ルームの一覧を確認できませんでした。${adviceFor(rooms)}` }],
    }
  const faults = categories.flatMap((category) => roomFault(category, settings, rooms.value))
  if (faults.length > 0) return { ok: false, faults }
  const chosen = rooms.value.filter((room) => categories.some((category) => roomOf(settings, category) === room.id))
  return {
    ok: true,
    settings: { ...settings, roomNames: Object.fromEntries(chosen.map(({ id, name }) => [id, name])) },
    ...notice,
  }
}

const ROOMS_AGAIN =
  '別のアカウントのAPIトークンに変わりました。通知先のルームをもう一度選んで保存してください。選ばれるまで、各イベントはメールで通知します。'

/**
 * Settings saved switched off may hold any token. Its owner's name stands there only when Chatwork told it; the account that
 * the rooms were chosen with stays noted, so that a token of another account asks for them again.
 */
export async function identify(
  apiBase: string,
  next: ChatworkSettings,
  previous: ChatworkSettings,
  http: Http,
): Promise<ChatworkSettings> {
  if (next.apiToken === previous.apiToken) return next
  const me = next.apiToken === '' ? null : await chatworkClient(http, apiBase, next.apiToken).me()
  if (me?.kind !== 'ok') return { ...next, accountName: '' }
  const known = { ...next, accountId: me.value.accountId, accountName: me.value.name }
  return previous.accountId !== '' && previous.accountId !== known.accountId ? forgetKeptRooms(known, previous) : known
}

/** Whether the token and the rooms are those that Chatwork confirmed at an earlier save. */
function isAsCheckedBefore(next: ChatworkSettings, previous: ChatworkSettings): boolean {
  return (
    previous.enabled &&
    previous.accountName !== '' &&
    next.apiToken === previous.apiToken &&
    categories.every((category) => roomOf(next, category) === roomOf(previous, category))
  )
}

function forgetKeptRooms(settings: ChatworkSettings, previous: ChatworkSettings): ChatworkSettings {
  const result = { ...settings }
  for (const category of categories)
    if (roomOf(settings, category) === roomOf(previous, category)) result[roomFields[category]] = ''
  return result
}

function roomFault(category: Category, settings: ChatworkSettings, rooms: Room[]): FieldFault[] {
  const id = roomOf(settings, category)
  if (id === '') return []
  const field = roomFields[category]
  const room = rooms.find((candidate) => candidate.id === id)
  if (!room) return [{ field, message: 'このルームは見つかりません。一覧から選び直してください。' }]
  if (room.type !== 'group') return [{ field, message: '通知先に指定できるのは、グループチャットのみです。' }]
  if (!isChoosable(room))
    return [{ field, message: 'このルームには書き込む権限がありません。別のルームを選んでください。' }]
  return []
}

function tokenFault(answer: ChatworkAnswer<unknown>): string {
  if (answer.kind === 'bad_token')
    return 'このAPIトークンは使えません。Chatworkの画面からもう一度コピーしてください。(「Chatwork連携の有効化」をオフにすれば、このまま保存できます)'
  return `APIトークンを確認できませんでした。${adviceFor(answer)}`
}

function adviceFor(answer: ChatworkAnswer<unknown>): string {
  if (answer.kind === 'general_limit') return 'APIの利用制限中です。数分後にもう一度お試しください。'
  if (answer.kind === 'not_sent') return `Chatworkに接続できません(${answer.reason})。時間をおいてお試しください。`
  return 'Chatworkから正しい応答がありません。時間をおいてお試しください。'
}

/** Posts a message marked as a test into the room of `target`, or of every category that has one, each room once. */
export async function postTests(
  apiBase: string,
  settings: ChatworkSettings,
  { http, shop }: Tools,
  target: string | null,
): Promise<TestReport> {
  const client = chatworkClient(http, apiBase, settings.apiToken)
  const me = await client.me()
  if (me.kind !== 'ok') return { ok: false, steps: [{ label: 'APIトークン', ok: false, message: tokenFault(me) }] }
  const steps: TestReport['steps'] = [
    { label: 'APIトークン', ok: true, message: `${me.value.name} さんのトークンです。` },
  ]
  const chosen = new Map<string, Category[]>()
  for (const category of categories) {
    const room = roomOf(settings, category)
    if (room !== '' && (target === null || target === category))
      chosen.set(room, [...(chosen.get(room) ?? []), category])
  }
  if (chosen.size === 0) steps.push({ label: '通知先', ok: false, message: '通知先のルームが選ばれていません。' })
  for (const [room, of] of chosen) {
    const label = of.map((category) => categoryLabels[category]).join('・')
    const body = `[info][title]【テスト送信】${label}の通知先[/title]このルームに「${label}」の通知が届きます。\n${plain(shop.shopName)} / Luxliner[/info]`
    const posted = await client.post(room, body)
    const ok = posted.kind === 'ok'
    steps.push({ label, ok, message: ok ? 'テストメッセージを送りました。' : postFault(posted) })
  }
  return { ok: steps.every((step) => step.ok), steps }
}

function postFault(answer: ChatworkAnswer<unknown>): string {
  if (answer.kind === 'no_access') return 'ルームがないか、書き込む権限がありません。'
  if (answer.kind === 'room_limit') return 'このルームへの投稿が多すぎます。10秒ほど待ってお試しください。'
  return adviceFor(answer)
}
