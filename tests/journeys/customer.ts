import { lettersTo } from '../../sandbox/mail/mailbox.ts'
import { tokenise } from '../support/applicant.ts'
import { until } from '../support/telling.ts'
import { createVisitor, type Page, type Visitor } from '../support/visitor.ts'
import { type Ear, listen, type Place, type Subject } from './heard.ts'
import type { Staff } from './staff.ts'

/** Test cards of the sandbox's gateway. Each customer of a file has another good one: a bank is told apart by it. */
export const cards = {
  visa: '4242424242424242',
  mastercard: '5555555555554444',
  jcb: '3566002020360505',
  isDeclined: '4000000000000002',
} as const
type Card = keyof typeof cards

const PASSWORD = 'himawari-no-tane'

/** Somebody with a browser, a mail box and a card. Each act ends on the page that it leads to. */
export interface Customer extends Ear {
  readonly email: string
  readonly fullName: string
  opens(path: string): Promise<Page>
  sends(path: string, fields: Record<string, string>): Promise<Page>
  /** Fills in the form, confirms, orders, and waits for the outcome. */
  applies(slug: string, payBy: Card | 'transfer'): Promise<Page>
  /** Accepts or refuses what the page offers once; with a card where the page asks for one. */
  accepts(offer: Page, card?: Card): Promise<Page>
  refuses(offer: Page): Promise<Page>
  /** 本登録 by the link of the letter. */
  registers(): Promise<Page>
  changesCard(card: Card): Promise<Page>
  reservesCancellation(): Promise<Page>
  withdrawsCancellation(): Promise<Page>
  /** The bank behind the card that was entered last refuses it from now on, or takes it again. */
  bank(does: 'declines' | 'accepts'): void
}

interface Person {
  familyName: string
  givenName: string
  email: string
}

export function newCustomer(place: Place, person: Person): Customer {
  const { shop } = place
  const browser = openBrowser(() => shop.url)
  let lastFour = ''
  const enter = async (card: Card) => {
    lastFour = cards[card].slice(-4)
    return tokenise(`${shop.sandbox.url}/gateway`, cards[card])
  }
  return {
    ...listen(place, subjectOf(person)),
    ...memberActs(place, person, browser),
    email: person.email,
    fullName: `${person.familyName} ${person.givenName}`,
    opens: (path) => browser.open(path),
    sends: (path, fields) => browser.send(path, fields),
    async applies(slug, payBy) {
      const form = await browser.open(`/apply/${slug}`)
      const paying = payBy === 'transfer' ? { method: payBy } : { method: 'card', ...(await enter(payBy)) }
      const filled = { ...form.fields, ...person, emailAgain: person.email, ...paying }
      const confirmation = await browser.send(`/apply/${slug}/confirm`, filled)
      if (confirmation.status !== 200) return confirmation
      return browser.send(`/apply/${slug}/complete`, confirmation.fields)
    },
    accepts: async (offer, card) =>
      browser.send(`${offer.path}/accept`, { ...offer.fields, ...(card ? await enter(card) : {}) }),
    refuses: (offer) => browser.send(`${offer.path}/refuse`, offer.fields),
    async changesCard(card) {
      const form = await browser.open('/mypage/card')
      return browser.send('/mypage/card', { ...form.fields, ...(await enter(card)) })
    },
    bank(does) {
      for (const card of shop.world.gateway.customers.values())
        if (card.last4 === lastFour)
          card.behaviour = does === 'accepts' ? { kind: 'succeeds' } : { kind: 'declines', code: 'insufficient_funds' }
    },
  }
}

type Browser = Pick<Visitor, 'open' | 'send'>
type MemberActs = Pick<Customer, 'registers' | 'reservesCancellation' | 'withdrawsCancellation'>

/** 本登録, and what customers do on their own page after it. */
function memberActs({ shop, told }: Place, { email }: Person, browser: Browser): MemberActs {
  const contract = async () => {
    const { html } = await browser.open('/mypage')
    const [path] = /\/mypage\/contracts\/[\w-]+/.exec(html) ?? []
    if (path === undefined) throw new Error(`no contract on /mypage of ${email}`)
    return path
  }
  return {
    async registers() {
      await told()
      const letters = lettersTo(shop.world.mailbox, email).map(({ text }) => text)
      const [path] = /\/register\/[\w-]+/.exec(letters.join('\n')) ?? []
      if (path === undefined) throw new Error(`no letter with a link for ${email}`)
      const form = await browser.open(path)
      return browser.send(path, { ...form.fields, password: PASSWORD, passwordAgain: PASSWORD })
    },
    async reservesCancellation() {
      const path = `${await contract()}/cancel`
      return browser.send(path, (await browser.open(path)).fields)
    },
    async withdrawsCancellation() {
      const path = await contract()
      return browser.send(`${path}/withdraw`, (await browser.open(path)).fields)
    },
  }
}

/** A visitor who stays on a page that looks again by itself until it says something final. `url`: asked for at the first page. */
function openBrowser(url: () => string): Browser {
  let visitor: Visitor | undefined
  const current = () => {
    visitor ??= createVisitor(url())
    return visitor
  }
  const settled = async (page: Page) => {
    let seen = page
    const look = async () => {
      if (isWaiting(seen)) seen = await current().open(seen.path)
      return seen
    }
    return until(look, (now) => !isWaiting(now))
  }
  return {
    open: (path) => current().open(path),
    send: async (path, fields) => settled(await current().send(path, fields)),
  }
}

/** Pages that look again by themselves. */
const isWaiting = ({ headers, html }: Page) => headers.has('refresh') || html.includes('http-equiv="refresh"')

/** A declined application belongs to no customer: it is told of first. */
function subjectOf({ familyName, givenName, email }: Person): Subject {
  return {
    words: email,
    async happened(staff: Staff) {
      const declined = (await staff.events()).filter(
        ({ customerId, summary }) => customerId === null && summary.includes(`${familyName} ${givenName}`),
      )
      const entries = await staff.timeLine(email)
      return [
        ...declined.map((event) => ({ kind: 'event' as const, id: `E${event.id}`, event, deliveries: [] })),
        ...entries.flatMap((entry) => (entry.kind === 'change' ? [] : [entry])),
      ]
    },
  }
}
