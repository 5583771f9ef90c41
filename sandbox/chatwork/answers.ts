import { accountById, type ChatworkAccount, organization } from './accounts.ts'
import { type Chatwork, lastUpdate, type Message, type Room, type RoomRole, unreadCount } from './rooms.ts'

/** GET /me: shapes from the official RAML, with its personal fields empty. */
export function meAnswer(chatwork: Chatwork, account: ChatworkAccount, origin: string) {
  const myChat = [...chatwork.rooms.values()].find((room) => room.type === 'my' && room.roles.has(account.accountId))
  return {
    account_id: account.accountId,
    room_id: myChat?.roomId ?? 0,
    name: account.name,
    chatwork_id: account.chatworkId,
    organization_id: organization.organizationId,
    organization_name: organization.name,
    department: account.department,
    title: '',
    url: '',
    introduction: '',
    mail: account.mail,
    tel_organization: '',
    tel_extension: '',
    tel_mobile: '',
    skype: '',
    facebook: '',
    twitter: '',
    avatar_image_url: avatarUrl(account.accountId, origin),
    login_mail: account.mail,
  }
}

/** One entry of GET /rooms; GET /rooms/:id adds `description`. */
export function roomAnswer(room: Room, accountId: number, origin: string) {
  return {
    room_id: room.roomId,
    name: room.name,
    type: room.type,
    role: room.roles.get(accountId) ?? 'readonly',
    sticky: false,
    unread_num: unreadCount(room, accountId),
    mention_num: 0,
    mytask_num: 0,
    message_num: room.messages.length,
    file_num: 0,
    task_num: 0,
    icon_path: `${origin}/chatwork/icons/room-${room.roomId}.svg`,
    last_update_time: lastUpdate(room),
  }
}

export function memberAnswer(accountId: number, role: RoomRole, origin: string) {
  const account = accountById(accountId)
  if (!account) return []
  return [
    {
      account_id: accountId,
      role,
      name: account.name,
      chatwork_id: account.chatworkId,
      organization_id: organization.organizationId,
      organization_name: organization.name,
      department: account.department,
      avatar_image_url: avatarUrl(accountId, origin),
    },
  ]
}

export function messageAnswer(message: Message, origin: string) {
  return {
    message_id: message.messageId,
    account: {
      account_id: message.accountId,
      name: accountById(message.accountId)?.name ?? '',
      avatar_image_url: avatarUrl(message.accountId, origin),
    },
    body: message.body,
    send_time: message.sendTime,
    update_time: 0,
  }
}

function avatarUrl(accountId: number, origin: string): string {
  return `${origin}/chatwork/icons/account-${accountId}.svg`
}
