import { bounds } from './bounds.ts'

/**
 * Mail addresses inside words. Wider than RFC 5322 on purpose: docomo and au gave out `a..b@` and `a.@`, reports quote
 * addresses in every kind of bracket, and some are in UTF-8 (RFC 6533).
 */
const ADDRESS =
  /(?:"[^"\n]{1,64}"|[A-Za-z0-9!#$%&'*+/=?^_`{|}~.-]{1,100})@[A-Za-z0-9_-]{1,63}(?:\.[A-Za-z0-9_-]{1,63}){0,10}/g

/** An address of RFC 6533 in a field of its own: letters of any script, up to a blank or a bracket. */
const WIDE_ADDRESS = /[^\s<>()[\],;:"@]{1,100}@[^\s<>()[\],;:"@]{1,250}/

/** The one address that a field holds, in any script. */
export function addressInField(value: string): string | null {
  const wide = WIDE_ADDRESS.exec(value)?.[0] ?? null
  // biome-ignore lint/suspicious/noControlCharactersInRegex: whatever is not ASCII
  return wide !== null && /[^\x00-\x7f]/.test(wide) ? tidied(wide) : (addressesIn(value, 1)[0] ?? null)
}

/** Every address of a text, in its order, each once. */
export function addressesIn(text: string, most: number = bounds.recipients): string[] {
  const found: string[] = []
  for (const match of text.matchAll(ADDRESS)) {
    const address = tidied(match[0])
    if (address !== null && !found.includes(address)) found.push(address)
    if (found.length >= most) break
  }
  return found
}

export function firstAddressIn(text: string): string | null {
  return addressesIn(text, 1)[0] ?? null
}

/** The words with every address replaced by `@`, so that names in addresses are never taken for words of the server. */
export function withoutAddresses(text: string): string {
  return text.replace(ADDRESS, '@').replace(/[<"'(]{0,3}@[>"')]{0,3}/g, '@')
}

/** The domain in lower case; '' where there is none. */
export function domainOf(address: string): string {
  return address.slice(address.lastIndexOf('@') + 1).toLowerCase()
}

function tidied(raw: string): string | null {
  const plain = raw
    .replace(/^(?:mailto|smtp|rfc822|to)[:=]/i, '')
    .replace(/^['`*=|/\\]+/, '')
    .replace(/[.!?*…。\\/=]+$/, '')
  const at = plain.lastIndexOf('@')
  if (at < 1 || at === plain.length - 1) return null
  return plain
}

const DAEMON =
  /^(?:mailer-?daemon|mail-?daemon|post_?master|mailmaster|mdaemon|mail-?delivery|no-?reply|do-?not-?reply|double-bounce|bounce|majordomo|root|administrator|system|amavis|virusalert)$/i

/** Whether an address belongs to a mail system rather than to a person. */
export function isDaemon(address: string): boolean {
  return DAEMON.test(address.slice(0, address.lastIndexOf('@')))
}

/** The same mail box, as far as letters of upper and lower case tell. */
export function sameAddress(left: string | null, right: string | null): boolean {
  return left !== null && right !== null && left.toLowerCase() === right.toLowerCase()
}
