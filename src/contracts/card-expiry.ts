import { sql } from 'kysely'
import { writeToCustomer } from '../mail/index.ts'
import { type Database, transact } from '../platform/database.ts'
import type { DueWork } from '../platform/due-work.ts'
import { dayIn } from '../site/index.ts'
import { type ContractsContext, readSchedule } from './context.ts'
import { dueAt } from './due-on.ts'
import { lockCardContractsOf, type SavedCard } from './stored.ts'

/** How often it is looked whose card ends: whoever gives a card that ends this month learns of it the same day. */
const LOOK_EVERY_MS = 3_600_000

/** A customer with a running contract whose card ends in this month (`2026-12`). */
export interface EndingCard {
  customerId: string
  month: string
}

/** Once a month, from the shop's hour of charges on, tells customers whose card ends with this month. */
export function tellOfEndingCards(context: ContractsContext): DueWork<EndingCard> {
  // Business time at which there was nobody (more) to be told.
  let nobodyAt = Number.NEGATIVE_INFINITY
  return {
    topic: 'contracts.ending_cards',
    concurrency: 2,
    claim: async (limit) => {
      const now = context.clock.now()
      if (Math.abs(now.getTime() - nobodyAt) < LOOK_EVERY_MS) return []
      const schedule = await readSchedule(context.db, context)
      const today = dayIn(schedule.timeZone, now)
      if (now < dueAt(today, { cancelsOn: null }, schedule)) return []
      const found = await findEndingCards(context.db, today.slice(0, 7), limit)
      if (found.length === 0) nobodyAt = now.getTime()
      return found
    },
    perform: (ending) => tell(context, ending),
  }
}

async function findEndingCards(db: Database, month: string, limit: number): Promise<EndingCard[]> {
  const found = await sql<EndingCard>`
    select distinct customer_id, ${month} as month from contracts
    where state <> 'cancelled' and method = 'card' and card_expiry_told is distinct from ${month}
      and (saved_card ->> 'expYear')::integer * 100 + (saved_card ->> 'expMonth')::integer = ${Number(month.replace('-', ''))}
    limit ${limit}`.execute(db)
  return found.rows
}

/** One letter for each card, however many contracts it pays; it names the first of them. */
async function tell(context: ContractsContext, { customerId, month }: EndingCard): Promise<void> {
  await transact(context.db, context.doorbell, async (tx) => {
    const ending = (await lockCardContractsOf(tx, customerId)).filter(({ savedCard }) => endsIn(savedCard, month))
    if (ending.length === 0) return
    const ids = ending.map(({ id }) => id)
    const untold = await tx
      .updateTable('contracts')
      .set({ cardExpiryTold: month })
      .where('id', 'in', ids)
      .where('cardExpiryTold', 'is distinct from', month)
      .returning('id')
      .execute()
    const told = new Set<string>()
    for (const { id, number, product, priceYen, customer, savedCard } of ending) {
      if (savedCard === null || told.has(savedCard.last4) || !untold.some((row) => row.id === id)) continue
      told.add(savedCard.last4)
      await writeToCustomer(tx, context, customer, {
        kind: 'card_expiring',
        contract: { number, productName: product.name, priceYen },
        ...{ cardLast4: savedCard.last4, expMonth: savedCard.expMonth, expYear: savedCard.expYear },
      })
    }
  })
}

function endsIn(card: SavedCard | null, month: string): boolean {
  return card !== null && `${card.expYear}-${String(card.expMonth).padStart(2, '0')}` === month
}
