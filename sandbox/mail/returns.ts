/** One message in the mail box to which reports about the shop's mail come. */
export type ReturnedMessage = { uid: number; at: number; raw: Buffer; seen: boolean; deleted: boolean }

/** That mail box, as an IMAP server shows it. */
export type Returns = { uidValidity: number; nextUid: number; messages: ReturnedMessage[] }

export function createReturns(): Returns {
  return { uidValidity: Math.trunc(Date.now() / 1_000), nextUid: 1, messages: [] }
}

/** Puts a message in; `raw` with CRLF line ends. */
export function putReturned(returns: Returns, raw: Buffer): ReturnedMessage {
  const message = { uid: returns.nextUid++, at: Date.now(), raw, seen: false, deleted: false }
  returns.messages.push(message)
  return message
}
