import { addressesIn, domainOf } from './addresses.ts'
import { bounds } from './bounds.ts'

/*
 * Words of mail systems that keep to no form. Many name a second address: whom to ask, who wrote the letter, how addresses
 * of the house look. What stands right before an address tells which is which.
 */

/** Characters before an address that are looked at. */
const BEFORE = 60

const NOT_LOST =
  /(?:\bfrom|\bcontact|\bask|\bemail us at|\bhelp ?desk|\bby|\b(?:send|write|forward|report|reply|refer|direct|questions?|complaints?)\b[^.:]{0,40}|\bis|問い?合わ?せ(?:先)?|ご連絡(?:先)?|差出人|送信者|\bvon|\bsich an|\bkontakt)[\s:：<"'(`はを]{0,8}$/i
/** The address before an alias that is kept secret. */
const ALIAS = /(?:generated|expanded) from[\s:<]{0,4}$/i
const LOST =
  /(?:\b(?:to|addressed(?: to)?|for|recipients?|users?|mail ?box|account|address(?:es)?|an|à|a|para|pour)|宛先|受信者|送信先|宛て?|адрес|на|收件人|到)[\s:：,<"'(`はが]{0,8}$/i

/** An address of free prose; `sure` when the words before it say that it is the lost one. */
export interface Stranger {
  address: string
  sure: boolean
}

/** The address that free prose most likely calls lost; null when all of them stand for somebody else. */
export function lostInProse(text: string, isBystander: (address: string) => boolean): Stranger | null {
  const flat = text.slice(0, bounds.text).replace(/\s{1,400}/g, ' ')
  let unsure: Stranger | null = null
  for (const address of addressesIn(flat)) {
    if (isBystander(address)) continue
    const standing = standingOf(flat, address)
    if (standing === 'lost') return { address, sure: true }
    if (standing === 'open') unsure ??= { address, sure: false }
  }
  return unsure
}

/** By the first place where the address stands. */
function standingOf(flat: string, address: string): 'lost' | 'open' | 'another' {
  const at = flat.indexOf(address)
  const before = flat.slice(Math.max(0, at - BEFORE), at)
  if (ALIAS.test(before)) return 'lost'
  if (NOT_LOST.test(before)) return 'another'
  return LOST.test(before) ? 'lost' : 'open'
}

const OPENS_LIST = /following (?:address|recipient|user)|addresses had|undeliverable to|not delivered to/i
const LONE_NAME = /^[ \t]{0,12}[<"']?([A-Za-z0-9._+-]{1,64})[>"']?(?:[ \t]{1,4}\(.*|[ \t]{2,12}\S.*|[ \t]*)$/
const SENDMAIL_NAME = /^\d{3} (?:\d\.\d\.\d )?<?([A-Za-z0-9._+-]{1,64})>?\.\.\. /

/** Mail systems name users of their own by the local part alone; the domain is the reporter's. */
export function lostByLocalPart(lines: readonly string[], reporter: string | null): string | null {
  if (reporter === null || !reporter.includes('@')) return null
  for (let index = 0; index < lines.length; index += 1) {
    const line = lines[index] ?? ''
    const named = SENDMAIL_NAME.exec(line)?.[1] ?? (OPENS_LIST.test(line) ? nameBelow(lines, index) : null)
    if (named !== null) return `${named}@${domainOf(reporter)}`
  }
  return null
}

function nameBelow(lines: readonly string[], index: number): string | null {
  for (const line of lines.slice(index + 1, index + 4)) {
    const name = LONE_NAME.exec(line)?.[1]
    if (name !== undefined) return name
    if (line.trim() !== '') return null
  }
  return null
}
