import { FaultSwitch } from '../pages/fault-switch.tsx'
import { Empty, ForeignHtml, Linked, renderPage } from '../pages/layout.tsx'
import { shortTime } from '../pages/words.ts'
import type { World } from '../world.ts'
import type { Letter, Mailbox } from './mailbox.ts'

const shownLetters = 100

/** `/mail`: every letter that was sent to anybody, newest first, and one of them opened. Opening a letter reads it. */
export function mailPage(world: World, wanted: string | undefined): string {
  const { mailbox } = world
  const letters = mailbox.letters.slice(-shownLetters).reverse()
  const chosen = mailbox.letters.find(({ id }) => String(id) === wanted)
  const shown = chosen ?? letters[0]
  if (chosen) mailbox.read.add(chosen.id)
  return renderPage({
    world,
    service: 'smtp',
    title: 'メール',
    fills: true,
    children: (
      <div className={chosen ? 'split chosen' : 'split'}>
        <aside className="side wide">
          <div className="side-head">
            <h1>メール</h1>
            <FaultSwitch world={world} service="smtp" />
          </div>
          <ul className="entries" data-region="letters">
            {letters.length === 0 && <Empty>メールはまだ届いていません。</Empty>}
            {letters.map((letter) => (
              <LetterLine key={letter.id} mailbox={mailbox} letter={letter} current={letter === shown} />
            ))}
          </ul>
          <Refused mailbox={mailbox} />
        </aside>
        <section className="talk" data-region="letter">
          {shown ? <LetterView letter={shown} /> : <Empty>表示するメールがありません。</Empty>}
        </section>
      </div>
    ),
  })
}

function LetterLine({ mailbox, letter, current }: { mailbox: Mailbox; letter: Letter; current: boolean }) {
  return (
    <li data-key={`mail-${letter.id}`}>
      <a
        href={`/mail?mail=${letter.id}`}
        className={mailbox.read.has(letter.id) ? undefined : 'not-read'}
        aria-current={current ? 'true' : undefined}
      >
        <span className="entry-top">
          <span className="entry-from">{letter.envelope.to.join(', ')}</span>
          <time>{shortTime(letter.at)}</time>
        </span>
        <span className="entry-subject">{letter.subject || '(件名なし)'}</span>
        <span className="entry-note">{(letter.text ?? '').replace(/\s+/g, ' ').slice(0, 80)}</span>
      </a>
    </li>
  )
}

function Refused({ mailbox }: { mailbox: Mailbox }) {
  const refused = mailbox.refused.slice(-3).reverse()
  return (
    <div className="refused" data-region="refused">
      {refused.map(({ at, address, reply }) => (
        <p key={`${at}-${address}`}>
          <strong>{address}</strong> への配達を断りました({reply.slice(0, 5)})<time>{shortTime(at)}</time>
        </p>
      ))}
    </div>
  )
}

function LetterView({ letter }: { letter: Letter }) {
  const subject = letter.subject || '(件名なし)'
  return (
    <>
      <header className="talk-head">
        <a className="back" href="/mail" aria-label="メール一覧に戻る">
          ‹
        </a>
        <div className="talk-name">
          <h2>{subject}</h2>
          <p>
            {shortTime(letter.at)} 受信、{letter.size.toLocaleString('ja-JP')}バイト
          </p>
        </div>
      </header>
      <div className="reading">
        <dl className="facts">
          <dt>差出人</dt>
          <dd>{letter.from}</dd>
          <dt>宛先</dt>
          <dd>{letter.to.join(', ') || letter.envelope.to.join(', ')}</dd>
        </dl>
        {letter.text !== null && (
          <div className="letter-text">
            <Linked text={letter.text} />
          </div>
        )}
        {letter.html !== null && <ForeignHtml html={letter.html} title={subject} />}
        <details className="settings">
          <summary>ヘッダーを見る</summary>
          <pre>{letter.headers.map(({ name, value }) => `${name}: ${value}`).join('\n')}</pre>
        </details>
      </div>
    </>
  )
}
