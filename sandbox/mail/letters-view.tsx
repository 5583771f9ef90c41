import { Empty, ForeignHtml, Linked } from '../pages/layout.tsx'
import { shortTime } from '../pages/words.ts'
import { late, lateKinds } from './late.ts'
import type { Letter, Mailbox } from './mailbox.ts'

const shownLetters = 100

/** The letter that was asked for, else the newest. */
export function shownLetter(mailbox: Mailbox, wanted: string | undefined) {
  const chosen = mailbox.letters.find(({ id }) => String(id) === wanted)
  return { letter: chosen ?? mailbox.letters.at(-1), chosen: chosen !== undefined }
}

/** Every letter that was sent to anybody, newest first. */
export function LetterBox({ mailbox, current }: { mailbox: Mailbox; current: Letter | undefined }) {
  const letters = mailbox.letters.slice(-shownLetters).reverse()
  return (
    <>
      <ul className="entries" data-region="letters">
        {letters.length === 0 && <Empty>メールはまだ届いていません。</Empty>}
        {letters.map((letter) => (
          <LetterLine key={letter.id} mailbox={mailbox} letter={letter} current={letter === current} />
        ))}
      </ul>
      <Refused mailbox={mailbox} />
    </>
  )
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

/** The letter that is open, and the ways in which it may come back. */
export function LetterReading({ letter }: { letter: Letter | undefined }) {
  return (
    <section className="talk" data-region="letter">
      {letter ? <LetterView letter={letter} /> : <Empty>表示するメールがありません。</Empty>}
    </section>
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
        <ComeBackButtons letter={letter} />
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

/** Plain forms, so that a press is never lost to a page being renewed. A letter without a sender cannot come back. */
function ComeBackButtons({ letter }: { letter: Letter }) {
  if (letter.envelope.from === '') return null
  return (
    <form method="post" action="/mail/late" className="come-back">
      <span>このメールを…</span>
      <input type="hidden" name="letter" value={letter.id} />
      {lateKinds.map((kind) => {
        const { button } = late[kind]
        return (
          button !== undefined && (
            <button key={kind} type="submit" name="kind" value={kind} className="button">
              {button}
            </button>
          )
        )
      })}
    </form>
  )
}
