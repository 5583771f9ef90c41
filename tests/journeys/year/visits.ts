import { setTimeout as delay } from 'node:timers/promises'
import { lettersTo } from '../../../sandbox/mail/mailbox.ts'
import { until } from '../../support/owner-process.ts'
import { createVisitor, type Page, type Visitor } from '../../support/visitor.ts'
import type { Act } from './acts.ts'
import type { ExpectedCustomer } from './expected-customer.ts'
import type { YearShop } from './year-shop.ts'

/** How often a page that looks again by itself does so here, and how long whoever watches it waits. */
const RELOAD_MS = 15
const PATIENCE_MS = 30_000
const PASSWORD = 'a customer of the year'

/** The customers' browsers: each keeps its cookies. */
export type Browsers = Map<number, Visitor>

/** How an address looks from the shop: everybody has one of their own. */
function addressOf({ index }: ExpectedCustomer): { 'x-forwarded-for': string } {
  return { 'x-forwarded-for': `10.${index >> 16}.${(index >> 8) & 255}.${index & 255}` }
}

export function browserOf(browsers: Browsers, shop: YearShop, customer: ExpectedCustomer): Visitor {
  const known = browsers.get(customer.index)
  if (known) return known
  const visitor = createVisitor(shop.url)
  browsers.set(customer.index, visitor)
  return visitor
}

/** Applies through the pages: each card is tried in its turn, the last one pays; then the offer is decided, where one is shown. */
export async function applyOnPages(
  shop: YearShop,
  visitor: Visitor,
  customer: ExpectedCustomer,
  act: Extract<Act, { kind: 'apply' }>,
  cards: readonly string[],
): Promise<void> {
  const slug = `year-${act.ware.slug}`
  for (const card of cards.slice(0, -1)) {
    const page = await order(visitor, customer, slug, await cardFields(shop, card))
    if (!page.html.includes('お支払いが完了しませんでした')) throw unexpected('a decline', page)
  }
  const last = cards.at(-1)
  const paying = last === undefined ? { method: 'transfer' } : { method: 'card', ...(await cardFields(shop, last)) }
  const page = await order(visitor, customer, slug, paying)
  if (page.path.startsWith('/offer/')) await decide(visitor, page, act.offer, addressOf(customer))
  else if (!page.path.startsWith('/apply/thanks/')) throw unexpected('thanks', page)
}

async function order(
  visitor: Visitor,
  customer: ExpectedCustomer,
  slug: string,
  paying: Record<string, string>,
): Promise<Page> {
  const { email, index } = customer
  const form = await visitor.open(`/apply/${slug}`)
  const person = { familyName: '山田', givenName: `花子${index}`, email, emailAgain: email }
  const filled = { ...form.fields, ...person, ...paying }
  const confirmation = await visitor.send(`/apply/${slug}/confirm`, filled, addressOf(customer))
  if (!confirmation.html.includes('最終確認')) throw unexpected('最終確認', confirmation)
  return outcome(visitor, await visitor.send(`/apply/${slug}/complete`, confirmation.fields, addressOf(customer)))
}

/** Waits on pages that look again by themselves until they say how it ended. */
async function outcome(visitor: Visitor, first: Page): Promise<Page> {
  const end = performance.now() + PATIENCE_MS
  for (let page = first; ; page = await visitor.open(page.path)) {
    const waits = page.path.startsWith('/apply/status/') || /http-equiv="refresh"/i.test(page.html)
    if (!waits) return page
    if (performance.now() > end) throw unexpected('an outcome', page)
    await delay(RELOAD_MS)
  }
}

/** Takes the offer, or refuses it, or just goes away. Whoever is declined gives up. */
async function decide(
  visitor: Visitor,
  offer: Page,
  how: 'accept' | 'refuse' | 'ignore',
  from: Record<string, string>,
): Promise<void> {
  if (how === 'ignore') return
  const decided = await outcome(visitor, await visitor.send(`${offer.path}/${how}`, offer.fields, from))
  const isThere = decided.path.startsWith('/apply/thanks/')
  if (!isThere && !decided.html.includes('お支払いが完了しませんでした') && decided.path !== offer.path)
    throw unexpected('thanks', decided)
}

/** What the gateway's script does in the browser. */
async function cardFields({ gateway }: YearShop, number: string): Promise<Record<string, string>> {
  const response = await fetch(`${gateway.url}/v1/tokens`, {
    method: 'POST',
    body: JSON.stringify({ card: { number } }),
  })
  const { token } = (await response.json()) as { token: string }
  return { cardToken: token, cardBrand: 'visa', cardLast4: number.slice(-4) }
}

/** Sets a password by the link in the letter, and stays signed in. */
export async function registerOnPages(shop: YearShop, visitor: Visitor, customer: ExpectedCustomer): Promise<void> {
  const linkIn = () =>
    lettersTo(shop.sandbox.world.mailbox, customer.email).flatMap(
      ({ text }) => /\/register\/[\w-]+/.exec(text ?? '') ?? [],
    )[0]
  await until(`the letter to ${customer.email} is there`, () => linkIn() !== undefined, PATIENCE_MS)
  const path = linkIn() ?? ''
  const form = await visitor.open(path)
  const fields = { ...form.fields, password: PASSWORD, passwordAgain: PASSWORD }
  const page = await visitor.send(path, fields, addressOf(customer))
  if (!page.path.startsWith('/mypage')) throw unexpected('/mypage', page)
}

export async function giveCardOnPages(
  shop: YearShop,
  visitor: Visitor,
  customer: ExpectedCustomer,
  card: string,
): Promise<void> {
  const form = await visitor.open('/mypage/card')
  const fields = { ...form.fields, ...(await cardFields(shop, card)) }
  const page = await outcome(visitor, await visitor.send('/mypage/card', fields, addressOf(customer)))
  if (!page.html.includes('カードを登録しました')) throw unexpected('the card is saved', page)
}

/** 解約, or its 取り消し, on the contract's own page. */
export async function decideOnPages(visitor: Visitor, contractId: string, what: 'cancel' | 'withdraw'): Promise<void> {
  const path = `/mypage/contracts/${contractId}`
  const form = await visitor.open(what === 'cancel' ? `${path}/cancel` : path)
  const page = await visitor.send(`${path}/${what}`, form.fields)
  if (page.status !== 200) throw unexpected(what, page)
}

function unexpected(wanted: string, { status, path, html }: Page): Error {
  const words = html.replace(/<style[\s\S]*?<\/style>|<[^>]+>/g, ' ').replace(/\s+/g, ' ')
  return new Error(`not ${wanted}, but ${status} ${path}: ${words.slice(0, 400)}`)
}
