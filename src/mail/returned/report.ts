import type { Kind, Reason, RecipientClass } from '../reports/index.ts'
import type { Named } from '../tokens.ts'

/** What something that came back says of one letter, whichever way it came. */
export interface Report {
  /** The same for the same report, however often it comes. */
  key: string
  kind: Kind
  /** As the report names it; null where it names nobody. */
  recipient: string | null
  /** What it says of the customer; null of complaints, automatic replies and what is not understood. */
  class: RecipientClass | null
  reason: Reason | null
  status: string | null
  diagnostic: string
  /** Of a complaint. */
  feedbackType: string | null
  /** Who reports it, in words: a mail server's name, a provider's. */
  reporter: string
  sender: string | null
  subject: string | null
  /** The mail it is about, by a token of ours that it brings back. */
  named: Named | null
  /** The mail server's own name of the letter, believed of a verified provider only. */
  remoteId: string | null
}
