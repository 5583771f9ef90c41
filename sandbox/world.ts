import { type Bank, createBank } from './bank/books.ts'
import { type Calls, createCalls } from './calls.ts'
import { type Chatwork, createChatwork } from './chatwork/rooms.ts'
import { createFaults, type Faults } from './faults.ts'
import { createGateway, type Gateway } from './gateway/charges.ts'
import { createMailbox, type Mailbox } from './mail/mailbox.ts'
import { createReturns, type Returns } from './mail/returns.ts'
import { createLate, dropWaiting, type Late } from './mail/waiting.ts'
import { createNews, type News } from './news.ts'
import { createNewsletter, type Newsletter } from './newsletter/plans.ts'
import type { TimeMachine } from './time.ts'
import { createZendesk, type Zendesk } from './zendesk/desk.ts'

/** All that the sandbox knows, in memory. Routers read it on every call, so a reset is seen at once. */
export type World = {
  readonly news: News
  /** Null when nobody handed in a program whose time could be moved. */
  clock: TimeMachine | null
  readonly bank: Bank
  calls: Calls
  faults: Faults
  chatwork: Chatwork
  zendesk: Zendesk
  newsletter: Newsletter
  gateway: Gateway
  mailbox: Mailbox
  /** What comes back about the shop's mail. */
  returns: Returns
  late: Late
}

export function createWorld(): World {
  return { news: createNews(), bank: createBank(), clock: null, ...untouched() }
}

/** Puts everything back to the first day: no messages of ours, no tickets, no charges, no faults, full budgets. Time stays. */
export function resetWorld(world: World): void {
  dropWaiting(world.late)
  Object.assign(world, untouched())
}

function untouched(): Omit<World, 'news' | 'bank' | 'clock'> {
  return {
    calls: createCalls(),
    faults: createFaults(),
    chatwork: createChatwork(),
    zendesk: createZendesk(),
    newsletter: createNewsletter(),
    gateway: createGateway(),
    mailbox: createMailbox(),
    returns: createReturns(),
    late: createLate(),
  }
}
