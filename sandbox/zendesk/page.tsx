import { Fragment } from 'react'
import { FaultSwitch } from '../pages/fault-switch.tsx'
import { Empty, ForeignHtml, Linked, renderPage } from '../pages/layout.tsx'
import { shortTime } from '../pages/words.ts'
import type { World } from '../world.ts'
import { type Credentials, oauthClients, type Ticket, userById, type Zendesk } from './desk.ts'

const shownTickets = 100

/** `/zendesk`: the agent's list of tickets, newest first, and one of them opened. */
export function ticketPage(world: World, wanted: string | undefined): string {
  const tickets = world.zendesk.tickets.slice(-shownTickets).reverse()
  const chosen = world.zendesk.tickets.find(({ id }) => String(id) === wanted)
  const shown = chosen ?? tickets[0]
  return renderPage({
    world,
    service: 'zendesk',
    title: 'Zendesk',
    fills: true,
    children: (
      <div className={chosen ? 'split chosen' : 'split'}>
        <aside className="side wide">
          <div className="side-head">
            <h1>Zendesk</h1>
            <FaultSwitch world={world} service="zendesk" />
            <OAuth desk={world.zendesk} />
          </div>
          <ul className="entries" data-region="tickets">
            {tickets.length === 0 && <Empty>チケットはまだありません。お申し込みが完了すると届きます。</Empty>}
            {tickets.map((ticket) => (
              <TicketLine key={ticket.id} desk={world.zendesk} ticket={ticket} current={ticket === shown} />
            ))}
          </ul>
        </aside>
        <section className="talk" data-region="ticket">
          {shown ? <TicketView desk={world.zendesk} ticket={shown} /> : <Empty>表示するチケットがありません。</Empty>}
        </section>
      </div>
    ),
  })
}

/** The account's OAuth clients as Zendesk would show them, and a switch that ends their access tokens. */
function OAuth({ desk }: { desk: Zendesk }) {
  const now = Date.now()
  const living = [...desk.accessTokens.values()].filter(({ expiresAt }) => expiresAt > now)
  return (
    <details>
      <summary>OAuthクライアント</summary>
      <dl className="facts">
        {oauthClients.map(({ id, secret }) => (
          <Fragment key={id}>
            <dt>一意の識別子</dt>
            <dd>{id}</dd>
            <dt>シークレット</dt>
            <dd>{secret}</dd>
          </Fragment>
        ))}
        <dt>アクセストークン</dt>
        <dd data-region="access-tokens">有効なもの {living.length}件</dd>
      </dl>
      <form className="fault" method="post" action="/zendesk/switches/expire-access-tokens">
        <button type="submit" className="button">
          アクセストークンを期限切れにする
        </button>
      </form>
    </details>
  )
}

function credentialsText(credentials: Credentials): string {
  return credentials.kind === 'oauth'
    ? `OAuthクライアント(${credentials.clientId})`
    : `APIトークン(${credentials.email})`
}

function TicketLine({ desk, ticket, current }: { desk: Zendesk; ticket: Ticket; current: boolean }) {
  return (
    <li data-key={`ticket-${ticket.id}`}>
      <a href={`/zendesk?ticket=${ticket.id}`} aria-current={current ? 'true' : undefined}>
        <span className="entry-top">
          <span className="chip new">新規</span>
          <span className="entry-from">{userById(desk, ticket.requesterId)?.name}</span>
          <time>{shortTime(ticket.createdAt)}</time>
        </span>
        <span className="entry-subject">{ticket.subject ?? '(件名なし)'}</span>
        <span className="entry-note">#{ticket.id}</span>
      </a>
    </li>
  )
}

function TicketView({ desk, ticket }: { desk: Zendesk; ticket: Ticket }) {
  const requester = userById(desk, ticket.requesterId)
  const author = userById(desk, ticket.comment.authorId)
  const subject = ticket.subject ?? '(件名なし)'
  return (
    <>
      <header className="talk-head">
        <a className="back" href="/zendesk" aria-label="チケット一覧に戻る">
          ‹
        </a>
        <div className="talk-name">
          <h2>{subject}</h2>
          <p>チケット #{ticket.id}</p>
        </div>
      </header>
      <div className="reading">
        <dl className="facts">
          <dt>リクエスタ</dt>
          <dd>
            {requester?.name} &lt;{requester?.email}&gt;
          </dd>
          <dt>外部ID</dt>
          <dd>{ticket.externalId ?? 'なし'}</dd>
          <dt>タグ</dt>
          <dd>
            {ticket.tags.length === 0 && 'なし'}
            {ticket.tags.map((tag) => (
              <span key={tag} className="chip">
                {tag}
              </span>
            ))}
          </dd>
          <dt>認証方法</dt>
          <dd>{credentialsText(ticket.madeWith)}</dd>
          <dt>作成日時</dt>
          <dd>{shortTime(ticket.createdAt)}</dd>
        </dl>
        <article className={ticket.comment.public ? 'comment' : 'comment internal'}>
          <p className="author">
            <strong>{author?.name}</strong>
            <span className="chip">{ticket.comment.public ? 'パブリック返信' : '社内メモ'}</span>
            <time>{shortTime(ticket.createdAt)}</time>
          </p>
          {ticket.comment.html ? (
            <ForeignHtml html={ticket.comment.body} title={subject} />
          ) : (
            <div className="said">
              <Linked text={ticket.comment.body} />
            </div>
          )}
        </article>
      </div>
    </>
  )
}
