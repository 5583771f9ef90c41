import { Fragment } from 'react'
import { type Piece, parseNotation } from './chatwork-notation.ts'
import './chatwork-message.css'

interface ChatworkMessageProps {
  /** Whose token posts it. */
  sender: string
  body: string
}

/** A message as it looks in a Chatwork room. The text is drawn as text: nothing in it can become markup of this page. */
export function ChatworkMessage({ sender, body }: ChatworkMessageProps) {
  return (
    <div className="chatwork-message">
      <div className="chatwork-avatar" aria-hidden="true">
        {[...sender][0]}
      </div>
      <div className="chatwork-body">
        <div className="chatwork-sender">{sender}</div>
        <Pieces pieces={parseNotation(body)} />
      </div>
    </div>
  )
}

function Pieces({ pieces }: { pieces: readonly Piece[] }) {
  return pieces.map((piece, index) => {
    // A message never changes its order, and two of its pieces may well read alike.
    const place = `${index}-${piece.kind}`
    return (
      <Fragment key={place}>
        <PieceView piece={piece} />
      </Fragment>
    )
  })
}

function PieceView({ piece }: { piece: Piece }) {
  switch (piece.kind) {
    case 'text':
      return <span>{piece.text}</span>
    case 'link':
      return <span className="chatwork-link">{piece.href}</span>
    case 'rule':
      return <hr />
    case 'code':
      return <pre>{piece.text}</pre>
    case 'mention':
      return <span className="chatwork-mention">{piece.name}</span>
    case 'title':
      return (
        <div className="chatwork-title">
          <Pieces pieces={piece.pieces} />
        </div>
      )
    case 'info':
      return (
        <div className="chatwork-info">
          <Pieces pieces={piece.pieces} />
        </div>
      )
  }
}
