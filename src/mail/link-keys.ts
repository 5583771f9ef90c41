/** Keys of personal links are 32 characters of base64url at the end of a path or a query; shorter words in one are none. */
const KEY = /(https?:\/\/\S+?[/=])([A-Za-z0-9_-]{24,})/g

/** A letter's text for staff: whoever holds a key may set the customer's password. */
export function withoutLinkKeys(body: string): string {
  return body.replace(KEY, '$1(お客様専用のため非表示)')
}

/** What may be keys of personal links in a letter's text. */
export function linkKeysIn(body: string): string[] {
  return [...body.matchAll(KEY)].map(([, , key = '']) => key)
}
