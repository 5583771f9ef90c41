import { setTimeout as delay } from 'node:timers/promises'
import { publishableKey } from '../../sandbox/gateway/charges.ts'
import { createVisitor, type Page, type Visitor } from './visitor.ts'

/** Who applies for what, with which test card, and from which address. */
export interface Wish {
  slug: string
  familyName: string
  givenName: string
  email: string
  cardNumber: string
  /** The visitor's own IP address, as the proxy before the program would name it. */
  address: string
}

/** What the page said in the end. */
export type Ending = { kind: 'completed'; number: string } | { kind: 'declined' }

/** The gateway and the shop's public pages. */
export interface Site {
  url: string
  gatewayUrl: string
}

/** How long a visitor goes on reloading one page. */
const PATIENCE_MS = 60_000
/** How long a visitor waits before reloading. */
const RELOAD_MS = 150

/**
 * Applies through the real pages as a browser does: fills in the form, confirms, orders, and waits for the outcome. While
 * the shop is away the visitor sends the same form again, cookies and all. Throws for a page that no applicant should see.
 */
export async function apply(site: Site, wish: Wish): Promise<Ending> {
  const visitor = createVisitor(site.url)
  const confirmation = await fillIn(site, visitor, wish)
  const order = () => visitor.send(`/apply/${wish.slug}/complete`, confirmation.fields, addressOf(wish))
  return watch(visitor, wish.slug, await patiently(order))
}

/** Opens the form, lets the gateway turn the card into a token, and goes on to 最終確認; its fields make the order. */
export async function fillIn(site: Site, visitor: Visitor, wish: Wish): Promise<Page> {
  const form = await patiently(() => visitor.open(`/apply/${wish.slug}`))
  const { familyName, givenName, email } = wish
  const card = await tokenise(site.gatewayUrl, wish.cardNumber)
  const filled = { ...form.fields, familyName, givenName, email, emailAgain: email, ...card }
  return patiently(() => visitor.send(`/apply/${wish.slug}/confirm`, filled, addressOf(wish)))
}

const addressOf = (wish: Wish) => ({ 'x-forwarded-for': wish.address })

/** Waits on the page that looks again by itself until it says how the application ended. */
async function watch(visitor: Visitor, slug: string, first: Page): Promise<Ending> {
  const end = performance.now() + PATIENCE_MS
  for (let page = first; ; page = await patiently(() => visitor.open(page.path))) {
    const number = /^\/apply\/thanks\/(.+)$/.exec(page.path)?.[1]
    if (number !== undefined && page.status === 200) return { kind: 'completed', number }
    if (page.path === `/apply/${slug}` && page.html.includes('お支払いが完了しませんでした'))
      return { kind: 'declined' }
    if (!page.path.startsWith('/apply/status/')) throw new Error(`an unexpected page: ${describe(page)}`)
    if (performance.now() > end) throw new Error(`no outcome within ${PATIENCE_MS} ms: ${describe(page)}`)
    await delay(RELOAD_MS)
  }
}

/** Asks again while nobody answers or the answer is a fault of the server, which must be a page for customers. */
async function patiently(ask: () => Promise<Page>): Promise<Page> {
  const end = performance.now() + PATIENCE_MS
  for (;;) {
    const page = await ask().catch((error: unknown) => {
      // What `fetch` throws when the connection is refused or cut.
      if (error instanceof TypeError) return error
      throw error
    })
    if (!(page instanceof TypeError) && page.status < 500) return page
    if (!(page instanceof TypeError) && !page.html.includes('しばらくしてからもう一度お試しください'))
      throw new Error(`a fault without words for a customer: ${describe(page)}`)
    if (performance.now() > end)
      throw new Error(`the shop stayed away: ${page instanceof TypeError ? page.cause : describe(page)}`)
    await delay(RELOAD_MS)
  }
}

/** What the gateway's script does in the browser: the hidden fields of the form. */
export async function tokenise(gatewayUrl: string, number: string): Promise<Record<string, string>> {
  const card = { number, exp_month: 12, exp_year: 2040, cvc: '123' }
  const response = await fetch(`${gatewayUrl}/v1/tokens`, {
    method: 'POST',
    body: JSON.stringify({ publishable_key: publishableKey, card }),
  })
  if (!response.ok) throw new Error(`no token for ${number}: ${await response.text()}`)
  const made = (await response.json()) as { token: string; card: { brand: string; last4: string } }
  return { cardToken: made.token, cardBrand: made.card.brand, cardLast4: made.card.last4 }
}

function describe(page: Page): string {
  return `${page.status} ${page.path} ${page.html
    .replace(/<style[\s\S]*?<\/style>|<[^>]+>/g, ' ')
    .replace(/\s+/g, ' ')
    .slice(0, 300)}`
}
