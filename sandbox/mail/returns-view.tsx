import { Empty, Linked } from '../pages/layout.tsx'
import { shortTime } from '../pages/words.ts'
import { type LateEntry, late as lateEntries, lateKinds } from './late.ts'
import { type Heading, headingOf, textOf } from './reading.ts'
import type { ReturnedMessage, Returns } from './returns.ts'
import type { Late } from './waiting.ts'

const shownMessages = 100
/** Of a message as it arrived: enough for a report with its letter. */
const shownBytes = 40_000

type Headed = ReturnedMessage & Heading
type Opened = Headed & { text: string }

/** What the page shows of the box of reports. */
export type ReadReturns = { messages: Headed[]; opened: Opened | null; chosen: boolean }

/** Reads the headings of the newest messages, and the one that was asked for, else the newest. */
export async function readReturns(returns: Returns, wanted: string | undefined): Promise<ReadReturns> {
  const chosen = returns.messages.find(({ uid }) => String(uid) === wanted)
  const opened = chosen ?? returns.messages.at(-1)
  return {
    messages: await Promise.all(returns.messages.slice(-shownMessages).reverse().map(headed)),
    opened: opened ? { ...(await headed(opened)), text: await textOf(opened) } : null,
    chosen: chosen !== undefined,
  }
}

async function headed(message: ReturnedMessage): Promise<Headed> {
  return { ...message, ...(await headingOf(message)) }
}

/** What came back about the shop's mail, newest first. */
export function ReturnBox({ read, late }: { read: ReadReturns; late: Late }) {
  return (
    <>
      <ul className="entries" data-region="returns">
        <OnTheirWay late={late} />
        {read.messages.length === 0 && <Empty>戻ってきたメールはまだありません。</Empty>}
        {read.messages.map((message) => (
          <ReturnLine key={message.uid} message={message} current={message.uid === read.opened?.uid} />
        ))}
      </ul>
      <SpecialDomains />
    </>
  )
}

function OnTheirWay({ late }: { late: Late }) {
  if (late.waiting.size === 0) return null
  return (
    <li className="on-their-way" role="status">
      {late.waiting.size.toLocaleString('ja-JP')}通が戻ってくる途中です。
    </li>
  )
}

function ReturnLine({ message, current }: { message: Headed; current: boolean }) {
  return (
    <li data-key={`returned-${message.uid}`}>
      <a
        href={`/mail?box=returns&message=${message.uid}`}
        className={message.seen ? undefined : 'not-read'}
        aria-current={current ? 'true' : undefined}
      >
        <span className="entry-top">
          <span className="entry-from">{message.from || '(差出人なし)'}</span>
          <time>{shortTime(message.at)}</time>
        </span>
        <span className="entry-subject">{message.subject || '(件名なし)'}</span>
        <span className="entry-note">{message.excerpt}</span>
      </a>
    </li>
  )
}

/** Which mail comes back by itself; nobody would guess it. */
function SpecialDomains() {
  return (
    <details className="settings special">
      <summary>…@vanished.example など、戻ってくる宛先</summary>
      <dl>{lateKinds.flatMap((kind) => specialRows(lateEntries[kind]))}</dl>
      <p>ほかの宛先のメールも、開いて戻せます。</p>
    </details>
  )
}

function specialRows({ domains, localPart = '', label }: LateEntry) {
  return domains.map((domain) => (
    <div key={domain}>
      <dt>
        {localPart}…@{domain}
      </dt>
      <dd>{label}</dd>
    </div>
  ))
}

/** The message that is open: what people read of it, and all of it as it arrived. */
export function ReturnReading({ opened }: { opened: Opened | null }) {
  return (
    <section className="talk" data-region="returned">
      {opened ? <ReturnView message={opened} /> : <Empty>表示するメールがありません。</Empty>}
    </section>
  )
}

function ReturnView({ message }: { message: Opened }) {
  const { raw } = message
  return (
    <>
      <header className="talk-head">
        <a className="back" href="/mail?box=returns" aria-label="戻ってきたメールの一覧に戻る">
          ‹
        </a>
        <div className="talk-name">
          <h2>{message.subject || '(件名なし)'}</h2>
          <p>
            {shortTime(message.at)} 着信、{raw.length.toLocaleString('ja-JP')}バイト
          </p>
        </div>
      </header>
      <div className="reading">
        <dl className="facts">
          <dt>差出人</dt>
          <dd>{message.from || '(差出人なし)'}</dd>
        </dl>
        <div className="letter-text">
          <Linked text={message.text.trim() || '(本文なし)'} />
        </div>
        <details className="settings">
          <summary>届いたままの内容を見る</summary>
          <pre>{raw.subarray(0, shownBytes).toString()}</pre>
          {raw.length > shownBytes && <p>これより後は省略しています。</p>}
        </details>
      </div>
    </>
  )
}
