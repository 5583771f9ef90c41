import type { LateKind } from '../../sandbox/mail/late.ts'
import { letterCustomers } from '../../src/customers/index.ts'
import { noteReturnedNotice } from '../../src/deliveries/index.ts'
import {
  createAlarm,
  keepMessage,
  type MailStop,
  type ReturnedContext,
  understandReturned,
} from '../../src/mail/index.ts'
import { listMailStops } from '../../src/mail/stops.ts'
import type { Database } from '../../src/platform/database.ts'
import type { Doorbell } from '../../src/platform/doorbell.ts'
import { createSecrets } from '../../src/platform/secrets.ts'
import { createSettingsStore } from '../../src/platform/settings.ts'
import { returned, type SentLetter, sendLetter } from './sent-letters.ts'

const DAY_MS = 24 * 3_600_000
const BASE_URL = 'https://shop.example'

export const deskSecrets = createSecrets('test master key of the test, 32+ chars')

const silent: Doorbell = { ring: () => {}, listen: () => () => {}, close: async () => {} }

/** Where letters of a shop come back, on a clock that a test moves. */
export interface ReturnDesk {
  context: ReturnedContext
  now(): Date
  /** Lets days pass. */
  later(days: number): void
  send(address: string, audience?: 'administrator'): Promise<SentLetter>
  keep(raw: Uint8Array): Promise<boolean>
  /** One round after the other of the due work, until nothing is due. */
  understandAll(): Promise<void>
  /** A letter to the address, which comes back as `kind`. */
  comesBack(address: string, kind: LateKind): Promise<SentLetter>
  stopsOf(letter: SentLetter): Promise<MailStop[]>
  /** What the events about the customer of a letter say, oldest first. */
  eventsOf(letter: SentLetter): Promise<Record<string, unknown>[]>
}

export function openReturnDesk(db: Database, start: Date): ReturnDesk {
  let now = start
  const alarm = createAlarm({ baseUrl: BASE_URL, addresses: async () => ['owner@shop.example'] })
  const parts = { settings: createSettingsStore(deskSecrets), baseUrl: BASE_URL, clock: { now: () => now } }
  const handedIn = { customers: letterCustomers, notices: { noteReturned: noteReturnedNotice }, alarm }
  const context = { ...parts, ...handedIn, db, doorbell: silent, secrets: deskSecrets }
  const desk: ReturnDesk = {
    context,
    now: () => now,
    later: (days) => {
      now = new Date(now.getTime() + days * DAY_MS)
    },
    send: (address, audience) => sendLetter(context, address, now, audience),
    keep: (raw) => keepMessage(db, 'pipe', raw),
    async understandAll() {
      const work = understandReturned(context)
      for (;;) {
        const claimed = await work.claim(10)
        if (claimed.length === 0) return
        await Promise.all(claimed.map((each) => work.perform(each)))
      }
    },
    async comesBack(address, kind) {
      const letter = await desk.send(address)
      await desk.keep(returned(letter, kind))
      await desk.understandAll()
      return letter
    },
    stopsOf: ({ customerId }) => listMailStops(db, customerId ?? ''),
    async eventsOf({ customerId }) {
      const events = db.selectFrom('events').select(['type', 'payload']).where('customerId', '=', customerId)
      const rows = await events.orderBy('id').execute()
      return rows.map(({ type, payload }) => ({ type, ...(payload as object) }))
    },
  }
  return desk
}
