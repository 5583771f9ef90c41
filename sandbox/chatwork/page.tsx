import { createElement, Fragment, type ReactNode } from 'react'
import { FaultSwitch } from '../pages/fault-switch.tsx'
import { Empty, Linked, renderPage } from '../pages/layout.tsx'
import { dayOf, timeOf } from '../pages/words.ts'
import type { World } from '../world.ts'
import { accountById, botAccountId, viewerAccountId } from './accounts.ts'
import { type Icon, iconOfAccount } from './icons.tsx'
import { budgetOf } from './limits.ts'
import { type Piece, readNotation } from './notation.ts'
import { type Message, markRead, type Room, roomsOf, unreadCount } from './rooms.ts'

/** People read the newest; a room of thousands must open and renew as fast as a new one. */
const shownMessages = 100

/** `/chatwork`: the chat as 佐藤 美咲 sees it. Opening a room reads it. */
export function chatPage(world: World, wanted: string | undefined): string {
  const rooms = roomsOf(world.chatwork, viewerAccountId)
  const chosen = rooms.find((room) => String(room.roomId) === wanted)
  const room = chosen ?? rooms[0]
  if (chosen) markRead(chosen, viewerAccountId)
  return renderPage({
    world,
    service: 'chatwork',
    title: room ? `${shownName(room)} | Chatwork` : 'Chatwork',
    fills: true,
    children: (
      <div className={chosen ? 'split chosen' : 'split'}>
        <aside className="side">
          <div className="side-head">
            <h1>Chatwork</h1>
            <Budget world={world} />
            <FaultSwitch world={world} service="chatwork" />
          </div>
          <ul className="rooms" data-region="rooms">
            {rooms.map((one) => (
              <RoomLine key={one.roomId} room={one} current={one === room} />
            ))}
          </ul>
        </aside>
        {room && <Talk room={room} />}
      </div>
    ),
  })
}

function Budget({ world }: { world: World }) {
  const { remaining, limit } = budgetOf(world.chatwork.limits, botAccountId, Date.now())
  return (
    <p className="budget" data-region="budget">
      <span>APIの残り回数</span>
      <progress max={limit} value={remaining} />
      <span>
        {remaining}/{limit}
      </span>
    </p>
  )
}

function RoomLine({ room, current }: { room: Room; current: boolean }) {
  const unread = unreadCount(room, viewerAccountId)
  return (
    <li>
      <a href={`/chatwork?room=${room.roomId}`} aria-current={current ? 'true' : undefined}>
        <Glyph {...iconOf(room)} />
        <span className="room-name">{shownName(room)}</span>
        {unread > 0 && <span className="unread">{unread > 99 ? '99+' : unread}</span>}
      </a>
    </li>
  )
}

function Talk({ room }: { room: Room }) {
  const messages = room.messages.slice(-shownMessages)
  const hidden = room.messages.length - messages.length
  return (
    <section className="talk">
      <header className="talk-head">
        <a className="back" href="/chatwork" aria-label="ルーム一覧に戻る">
          ‹
        </a>
        <Glyph {...iconOf(room)} />
        <div className="talk-name">
          <h2>{shownName(room)}</h2>
          <p>{room.description}</p>
        </div>
        <span className="members">{room.roles.size}人</span>
      </header>
      <div className="messages" data-region="messages" data-stick="bottom">
        {hidden > 0 && <p className="day">これより前の{hidden.toLocaleString('ja-JP')}件は省略しています</p>}
        {messages.length === 0 && <Empty>まだメッセージはありません。</Empty>}
        {messages.map((message, index) => (
          <Line key={message.messageId} message={message} before={messages[index - 1]} />
        ))}
      </div>
    </section>
  )
}

function Line({ message, before }: { message: Message; before: Message | undefined }) {
  const at = message.sendTime * 1000
  const author = accountById(message.accountId)
  const newDay = before === undefined || dayOf(before.sendTime * 1000) !== dayOf(at)
  return (
    <>
      {newDay && <p className="day">{dayOf(at)}</p>}
      <article className="message" data-key={message.messageId}>
        {author && <Glyph {...iconOfAccount(author)} />}
        <div className="message-body">
          <p className="author">
            <strong>{author?.name}</strong>
            <span>{author?.department}</span>
            <time>{timeOf(at)}</time>
          </p>
          <div className="said">
            <Pieces pieces={readNotation(message.body)} />
          </div>
        </div>
      </article>
    </>
  )
}

function Pieces({ pieces }: { pieces: Piece[] }): ReactNode {
  return createElement(Fragment, null, ...pieces.map(drawPiece))
}

function drawPiece(piece: Piece): ReactNode {
  if (piece.kind === 'text') return <Linked text={piece.text} />
  if (piece.kind === 'line') return <hr />
  if (piece.kind === 'everyone') return <span className="mention">TO ALL</span>
  if (piece.kind === 'person') {
    const name = accountById(piece.accountId)?.name ?? `${piece.accountId}`
    if (piece.tag === 'name') return name
    if (piece.tag === 'quoted') return <span className="quoted">{name}</span>
    return <span className="mention">{piece.tag === 'to' ? `TO ${name}` : `RE ${name}`}</span>
  }
  return (
    <div className={`box-${piece.tag}`}>
      <Pieces pieces={piece.pieces} />
    </div>
  )
}

/** A direct chat is named after the other person. */
function shownName(room: Room): string {
  return otherPerson(room)?.name ?? room.name
}

function iconOf(room: Room): Icon {
  const other = otherPerson(room)
  return other ? iconOfAccount(other) : room.icon
}

/** Drawn as text: an SVG file behind `<img>` cannot use the page's Japanese font. */
function Glyph({ glyph, colour }: Icon) {
  return (
    <span className="glyph" style={{ background: colour }} aria-hidden="true">
      {glyph}
    </span>
  )
}

function otherPerson(room: Room) {
  if (room.type !== 'direct') return undefined
  const other = [...room.roles.keys()].find((accountId) => accountId !== viewerAccountId)
  return other === undefined ? undefined : accountById(other)
}
