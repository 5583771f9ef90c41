/** SNS's own hosts, one a region, mainland China's under `.cn`. */
const HOST = /^sns\.[a-z]{2}(?:-[a-z]{2,10}){1,3}-\d{1,2}\.amazonaws\.com(?:\.cn)?$/
const LONGEST = 2_000

/** An https address at SNS itself, without user, port or fragment; null for any other. */
function addressAtSns(text: string): URL | null {
  if (text.length > LONGEST || !URL.canParse(text)) return null
  const url = new URL(text)
  // What the parser mends (tabs, backslashes, capitals), a user and a port are none of SNS's writing.
  const asWritten = text.startsWith(`https://${url.hostname}/`) && !text.includes('#')
  return asWritten && HOST.test(url.hostname) ? url : null
}

/** Where a certificate of SNS lies: a `.pem` file at the top, without a query; null for any other address. */
export function certificateAddress(text: string): string | null {
  const url = addressAtSns(text)
  return url !== null && url.search === '' && /^\/[\w.-]{1,200}\.pem$/.test(url.pathname) ? text : null
}

/** The address whose GET confirms a subscription to this topic; null where it would do anything else. */
export function confirmingAddress(text: string, topicArn: string): string | null {
  const url = addressAtSns(text)
  if (url === null || url.pathname !== '/') return null
  const asked = url.searchParams
  return asked.get('Action') === 'ConfirmSubscription' && asked.get('TopicArn') === topicArn ? text : null
}
