import type { ReactNode } from 'react'
import type { World } from '../world.ts'
import { ClockCard, type ClockFacts } from './clock-card.tsx'
import { FaultSwitch } from './fault-switch.tsx'
import { Empty, renderPage } from './layout.tsx'
import { type CardFacts, cardsOf, type MailAddresses } from './overview-cards.ts'
import { serviceName, servicePage, shortTime, timeOf } from './words.ts'

const shownCalls = 10

type Overview = {
  world: World
  clock: ClockFacts | null
  origin: string
  mailAddresses: MailAddresses
}

/** `/`: the clock, and one card for each service, with what came last and the switch to make it fail. */
export function overviewPage({ world, clock, origin, mailAddresses }: Overview): string {
  const cards = cardsOf(world, origin, mailAddresses)
  return renderPage({
    world,
    service: null,
    title: '概要',
    children: (
      <>
        <div className="intro">
          <div>
            <h1>外の世界</h1>
            <p>Luxlinerが連携する外部サービスの代わりです。届いたものを確かめたり、わざと障害を起こしたりできます。</p>
          </div>
          <button type="button" className="button" data-reset="">
            すべて最初の状態に戻す
          </button>
        </div>
        {clock && <ClockCard {...clock} />}
        <div className="cards">
          {cards.map((facts) => (
            <Card key={facts.service} world={world} facts={facts} />
          ))}
          <LatestCalls world={world} />
        </div>
      </>
    ),
  })
}

/** What was asked of the outside world lately: faults and refusals are seen here even when nothing arrived. */
function LatestCalls({ world }: { world: World }) {
  const calls = world.calls.latest.slice(-shownCalls).reverse()
  return (
    <section className="card" data-region="calls">
      <div className="card-head">
        <h2 className="card-name">最近の呼び出し</h2>
        <p>どのサービスが、いつ、どう答えたか</p>
      </div>
      <div className="card-news">
        {calls.length === 0 && <Empty>まだ呼び出しはありません。</Empty>}
        <ul className="calls">
          {calls.map((call) => (
            <li key={call.id}>
              <span className="code">
                {call.method} {call.path}
              </span>
              <span className={call.fault === null && (call.status ?? 500) < 400 ? 'chip succeeded' : 'chip declined'}>
                {call.status ?? '応答なし'}
              </span>
              <time>{timeOf(call.at)}</time>
            </li>
          ))}
        </ul>
      </div>
    </section>
  )
}

function Card({ world, facts }: { world: World; facts: CardFacts }): ReactNode {
  const { service, about, count, unit, latest, settings } = facts
  return (
    <section className={`card of-${service}`}>
      <a className="card-head" href={servicePage[service]}>
        <h2 className="card-name">{serviceName[service]}</h2>
        <p>{about}</p>
      </a>
      <div className="card-news" data-region={`card-${service}`}>
        <p className="count">
          <strong>{count.toLocaleString('ja-JP')}</strong>
          {unit}
        </p>
        {latest.length === 0 && <Empty>まだ何も届いていません。</Empty>}
        <ul className="latest">
          {latest.map(({ key, at, text, note }) => (
            <li key={key} data-key={key}>
              <span className="latest-text">{text}</span>
              <span className="latest-note">{note}</span>
              <time>{shortTime(at)}</time>
            </li>
          ))}
        </ul>
      </div>
      <FaultSwitch world={world} service={service} />
      <details className="settings">
        <summary>設定画面に入れる値</summary>
        <dl>
          {settings.map(([name, value]) => (
            <div key={name}>
              <dt>{name}</dt>
              <dd>
                <button type="button" className="copy" data-copy={value}>
                  {value}
                </button>
              </dd>
            </div>
          ))}
        </dl>
      </details>
    </section>
  )
}
