import { firstAddressIn } from './addresses.ts'
import { type Headers, header, noHeaders } from './headers.ts'
import { type HumanText, humanText } from './human-text.ts'
import type { Opened } from './parts.ts'
import { addresseeOf, letterHeaders, tracesOf } from './traces.ts'
import type { Traces } from './verdict.ts'

/** Everything the readers look at, opened once. */
export interface Evidence {
  opened: Opened
  headers: Headers
  report: Traces
  human: HumanText
  letter: Headers
  hasLetter: boolean
  /** To whom the letter had gone, by its own headers. */
  addressee: string | null
  /** Who wrote the message, address only. */
  from: string | null
  subject: string
}

export function evidenceOf(opened: Opened): Evidence {
  const human = humanText(opened)
  const letter = letterHeaders(opened, human.returned)
  const report = tracesOf(opened.headers)
  return {
    opened,
    headers: opened.headers,
    report,
    human,
    letter: letter ?? noHeaders,
    hasLetter: letter !== null,
    addressee: addresseeOf(letter),
    from: firstAddressIn(header(opened.headers, 'from') ?? ''),
    subject: report.subject ?? '',
  }
}
