import { botAccountId } from '../chatwork/accounts.ts'
import { allMessages, viewerUnread } from '../chatwork/rooms.ts'
import type { FaultService } from '../faults.ts'
import { publishableKey, secretKey } from '../gateway/charges.ts'
import { statusText } from '../gateway/page.tsx'
import { planById } from '../newsletter/plans.ts'
import type { World } from '../world.ts'
import { agentEmail, apiToken, deskSubdomain, oauthClients, userById } from '../zendesk/desk.ts'
import { yen } from './words.ts'

/** Where the mail servers listen, as `host:port`. */
export type MailAddresses = { smtp: string; imap: string }
/** One line of a card: what came, and from or for whom. */
type Latest = { key: string; at: number | string; text: string; note: string }
/** What the overview says of a service; `settings` are the values the product's settings screen asks for. */
export type CardFacts = {
  service: FaultService
  about: string
  count: number
  unit: string
  latest: Latest[]
  settings: [string, string][]
}

const shownPerCard = 4

/** The five services in the order of the navigation. */
export function cardsOf(world: World, origin: string, mailAddresses: MailAddresses): CardFacts[] {
  return [
    chatworkCard(world),
    zendeskCard(world),
    newsletterCard(world, origin),
    gatewayCard(world),
    mailCard(world, mailAddresses),
  ]
}

function chatworkCard({ chatwork }: World): CardFacts {
  const notices = allMessages(chatwork).filter(({ accountId }) => accountId === botAccountId)
  const unread = viewerUnread(chatwork)
  return {
    service: 'chatwork',
    about: 'グループチャットへの通知',
    count: notices.length,
    unit: unread > 0 ? `件の通知(未読${unread}件)` : '件の通知',
    latest: newest(notices).map(({ messageId, roomId, body, sendTime }) => ({
      key: messageId,
      at: sendTime * 1000,
      text: body.replace(/\[[^\]]*\]/g, ' ').trim(),
      note: chatwork.rooms.get(roomId)?.name ?? '',
    })),
    settings: [['APIトークン', 'sandbox-chatwork-token']],
  }
}

function zendeskCard({ zendesk }: World): CardFacts {
  return {
    service: 'zendesk',
    about: 'お申し込みから作られるチケット',
    count: zendesk.tickets.length,
    unit: '件のチケット',
    latest: newest(zendesk.tickets).map(({ id, createdAt, subject, requesterId }) => ({
      key: `ticket-${id}`,
      at: createdAt,
      text: subject ?? `チケット #${id}`,
      note: userById(zendesk, requesterId)?.name ?? '',
    })),
    settings: [
      ['サブドメイン', deskSubdomain],
      ['メールアドレス', agentEmail],
      ['APIトークン', apiToken],
      ...oauthClients.flatMap(({ id, secret }): [string, string][] => [
        ['OAuthクライアントID', id],
        ['OAuthクライアントシークレット', secret],
      ]),
    ],
  }
}

function newsletterCard({ newsletter }: World, origin: string): CardFacts {
  return {
    service: 'newsletter',
    about: 'メルマガのリストへの登録',
    count: newsletter.registrations.length,
    unit: `件の登録(受付不可${newsletter.refusals.length}件)`,
    latest: newest(newsletter.registrations).map(({ at, planId, mail, familyName, givenName }) => ({
      key: `${planId}-${mail}`,
      at,
      text: `${familyName} ${givenName}`,
      note: planById(newsletter, planId)?.name ?? '',
    })),
    settings: [
      ['登録用URL', `${origin}/np/sesform.php`],
      ...newsletter.plans.map(({ id, name }): [string, string] => [`プランID(${name})`, id]),
    ],
  }
}

function gatewayCard({ gateway }: World): CardFacts {
  return {
    service: 'gateway',
    about: 'クレジットカード決済',
    count: gateway.charges.length,
    unit: '件の決済',
    latest: newest(gateway.charges).map(({ id, createdAt, amount, description, orderId, status }) => ({
      key: id,
      at: createdAt,
      text: `${yen(amount)} ${description || orderId}`,
      note: statusText[status],
    })),
    settings: [
      ['公開可能キー', publishableKey],
      ['シークレットキー', secretKey],
    ],
  }
}

function mailCard({ mailbox }: World, { smtp, imap }: MailAddresses): CardFacts {
  return {
    service: 'smtp',
    about: 'お客様と管理者へのメール',
    count: mailbox.letters.length,
    unit: '通',
    latest: newest(mailbox.letters).map(({ id, at, subject, envelope }) => ({
      key: `mail-${id}`,
      at,
      text: subject || '(件名なし)',
      note: envelope.to.join(', '),
    })),
    settings: [
      ['SMTPサーバー', smtp],
      ['IMAPサーバー(不達通知)', imap],
      ['IMAPのユーザー名・パスワード', 'demo'],
    ],
  }
}

function newest<Item>(items: readonly Item[]): Item[] {
  return items.slice(-shownPerCard).reverse()
}
