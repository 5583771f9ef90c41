import { bounds } from './bounds.ts'

/** Lines with which mail systems begin the letter that they give back. Column 0, no trailing words needed. */
const SEPARATORS: readonly RegExp[] = [
  /^[\s>*]*[-=_*]{2,}[\s>]*(?:this is a copy of|below (?:this|the next) line|original message|returned message|returned mail|unsent message|undelivered message|message (?:header|text|body)|the (?:header|original)|start of returned|start of message|enclosed (?:is a copy|are the)|attachment is a copy|附件中的|附件是|here is (?:a copy|the)|copy of the message|original mail|header of|begin|transcript of message|forwarded message|message contents|eigene|元のメッセージ|オリジナル)/i,
  /^\s*(?:original (?:message|mail|headers?)[^\n]{0,30}(?:follows?|below|is)|message text follows|message headers follow|old message|a copy of the original message|your (?:original )?message (?:reads|headers|follows)|included is a copy of the message|returned mail follows|received: header|the following is (?:the|a copy)|header(?:s)? of the original message|the header(?:s)? of the (?:original )?message|returned message|this is a copy of (?:your|the) message|below is (?:the|a) (?:copy|header|original)|original mail as follows|original message attached)/i,
  /^-{5,}\s*(?:original|returned|unsent|message)?\s*(?:message|mail)?\s*-{3,}\s*$/i,
]

/** Headers that begin a returned letter when nothing announces it. */
const FIRST_HEADER =
  /^(?:return-path|received|x-received|delivered-to|message-id|dkim-signature|authentication-results|x-originalarrivaltime|envelope-to|date|from|mime-version|x-[a-z-]{2,40}):/i
const ANY_HEADER = /^(?:[A-Za-z][A-Za-z0-9-]{1,60}:|[ \t]+\S)/

/** The words of a mail system, and what follows them of the letter it gives back ('' where nothing does). */
export function splitReturned(lines: readonly string[]): { words: string[]; returned: string } {
  const at = lines.findIndex((line, index) => startsReturned(lines, line, index))
  if (at < 0) return { words: [...lines], returned: '' }
  return { words: lines.slice(0, at), returned: lines.slice(headerStart(lines, at)).join('\n') }
}

function startsReturned(lines: readonly string[], line: string, index: number): boolean {
  if (index === 0 && !/^(?:return-path|received):/i.test(line)) return false
  if (line.length < bounds.line && SEPARATORS.some((separator) => separator.test(line))) return saysMore(lines, index)
  return FIRST_HEADER.test(line) && ANY_HEADER.test(lines[index + 1] ?? '') && knownHeaders(lines, index) >= 3
}

/** A rule of dashes alone is a separator only before headers. */
function saysMore(lines: readonly string[], index: number): boolean {
  if (/[a-z\u3040-\u30ff\u4e00-\u9fff]/i.test(lines[index] ?? '')) return true
  return knownHeaders(lines, headerStart(lines, index)) >= 2
}

function headerStart(lines: readonly string[], at: number): number {
  for (let index = at; index < Math.min(lines.length, at + 12); index += 1) {
    if (/^[A-Za-z][A-Za-z0-9-]{1,60}:(?:\s|$)/.test(lines[index] ?? '') && knownHeaders(lines, index) >= 2) return index
  }
  return Math.min(at + 1, lines.length)
}

const KNOWN =
  /^(?:return-path|received|x-received|delivered-to|message-id|date|from|to|subject|mime-version|content-type|content-transfer-encoding|reply-to|cc|sender|x-mailer|dkim-signature|envelope-to|user-agent|list-[a-z]{2,20}|x-[a-z-]{2,40}):/i

/** How many of the next twelve lines are headers that letters have. */
function knownHeaders(lines: readonly string[], from: number): number {
  let count = 0
  for (let index = from; index < Math.min(lines.length, from + 12); index += 1) {
    const line = lines[index] ?? ''
    if (line.trim() === '') break
    if (KNOWN.test(line)) count += 1
  }
  return count
}
