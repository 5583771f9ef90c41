import { sql } from 'kysely'
import PostalMime from 'postal-mime'
import { late } from '../sandbox/mail/late.ts'
import { letterCustomers } from '../src/customers/index.ts'
import { noteReturnedNotice } from '../src/deliveries/index.ts'
import { append } from '../src/events/index.ts'
import { keepMessage, nameOf, understand, understandReturned } from '../src/mail/index.ts'
import { tokenOf } from '../src/mail/tokens.ts'
import { type Ringer, transact } from '../src/platform/database.ts'
import { startDueWork } from '../src/platform/due-work.ts'
import { newId } from '../src/platform/ids.ts'
import type { Bench } from './bench.ts'
import type { Figure } from './figures.ts'
import { until } from './measure.ts'
import { openBareTelling, type Telling } from './telling.ts'

const LETTERS = 3_000
/** Connections that keep what comes, and loops that append beside it. */
const AT_ONCE = 5
const LONGEST_S = 300
const NOW = new Date('2026-11-23T05:00:00Z')

/** Each of these in turn: what most shops' letters come back as. */
const KINDS = ['vanished', 'full', 'blocked', 'complaint', 'away'] as const

/** Letters that come back: reading them alone, and all that follows from them beside events that are merely appended. */
export async function measureReturned({ cleanup, newDatabase, receiver, say }: Bench): Promise<Figure[]> {
  const database = await newDatabase('returned')
  const telling = openBareTelling(database, cleanup, receiver.url)
  const letters = await fill(telling)
  const messages = letters.map(messageOf(telling))
  const many = LETTERS.toLocaleString('en-US')
  say(`${many}通の戻ってきたメール: 読み取っています…`)
  const [read, parsed] = [
    await timeEach(messages, understand),
    await timeEach(messages, (raw) => PostalMime.parse(raw)),
  ]
  say(`${many}通の戻ってきたメール: 保存と反映を測っています…`)
  const kept = await timeAll(messages, (raw) => keepMessage(telling.context.db, 'pipe', raw))
  const counted = await countAll(telling)
  const bare = await timeAll(letters, (letter) => appendAlone(telling, letter))
  await telling.stop()
  const of = (key: string, label: string, value: number, unit: string): Figure => ({
    ...{ part: 'returned', key, label, value, unit },
  })
  return [
    {
      ...of('ms_per_message', '戻ってきたメール1通の判定', read, 'ミリ秒'),
      beside: { label: 'メールとして開くだけ', value: parsed },
    },
    of('kept_per_second', `${many}通の保存`, LETTERS / kept, '通/秒'),
    {
      ...of('counted_per_second', `${many}通の反映`, LETTERS / counted, '通/秒'),
      beside: { label: 'イベントの追加だけ', value: LETTERS / bare },
    },
  ]
}

interface SentLetter {
  id: number
  customerId: string
  index: number
}

/** As many customers with a letter each, which the mail server has taken. */
async function fill({ context: { db } }: Telling): Promise<SentLetter[]> {
  const rows = Array.from({ length: LETTERS }, (_, index) => ({ index, id: newId() }))
  const people = sql`jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as n (index integer, id uuid)`
  await sql`insert into customers (id, email, email_key, family_name, given_name, created_at)
    select id, 'c' || index || '@customer.example', 'c' || index || '@customer.example', '山田', '花子', now() from ${people}`.execute(
    db,
  )
  const letters = await sql<SentLetter>`
    insert into letters (audience, kind, customer_id, to_address, subject, body, message_id, state, attempts, outcome_at)
    select 'customer', 'charge_failed', id, 'c' || index || '@customer.example', 'お支払い', '本文', '<' || index || '@shop.example>',
      'accepted', 1, ${NOW}::timestamptz from ${people}
    returning id, customer_id, substring(to_address from '[0-9]+')::int as index`.execute(db)
  await sql`analyze customers, letters`.execute(db)
  return letters.rows
}

function messageOf({ secrets }: Telling) {
  return ({ id, index }: SentLetter): Buffer => {
    const token = tokenOf(secrets, nameOf({ kind: 'letter', id }))
    const to = `c${index}@customer.example`
    const raw = `From: shop@shop.example\nTo: ${to}\nSubject: Payment\nMessage-ID: <${index}.${token}@shop.example>\nX-Luxliner-Letter: ${token}\n\n${'Hello\n'.repeat(50)}`
    const kind = KINDS[index % KINDS.length] ?? 'vanished'
    return late[kind].write({ raw, from: `returns+${token}@shop.example`, to, at: NOW.getTime() + index })
  }
}

/** Milliseconds a piece, one after the other. */
async function timeEach<T>(pieces: readonly T[], work: (piece: T) => unknown): Promise<number> {
  const began = performance.now()
  for (const piece of pieces) await work(piece)
  return (performance.now() - began) / pieces.length
}

/** Seconds for all of them, some at once. */
async function timeAll<T>(pieces: readonly T[], work: (piece: T) => Promise<unknown>): Promise<number> {
  const began = performance.now()
  let next = 0
  const line = async () => {
    for (let index = next++; index < pieces.length; index = next++) await work(pieces[index] as T)
  }
  await Promise.all(Array.from({ length: AT_ONCE }, line))
  return (performance.now() - began) / 1_000
}

/** Seconds until everything that was kept is understood and followed up. */
async function countAll({ context, secrets, doorbell }: Telling): Promise<number> {
  const { db, settings, log } = context
  const parts = { db, doorbell, secrets, settings, baseUrl: 'https://shop.example', customers: letterCustomers }
  const began = performance.now()
  const notices = { noteReturned: noteReturnedNotice }
  const work = understandReturned({ ...parts, notices, clock: { now: () => NOW }, alarm: async () => {} })
  const loop = startDueWork(work, doorbell, log)
  await until('everything is read', LONGEST_S, 20, async () => {
    const open = await db.selectFrom('returnedMail').select('id').where('state', '=', 'received').executeTakeFirst()
    return open === undefined ? true : null
  })
  const seconds = (performance.now() - began) / 1_000
  await loop.drain()
  return seconds
}

function appendAlone({ context: { db } }: Telling, { id, customerId }: SentLetter): Promise<number> {
  const customer = { id: customerId, familyName: '山田', givenName: '花子', email: 'hanako@customer.example' }
  return transact(db, nobody, (tx) =>
    append(tx, {
      type: 'mail.undeliverable',
      payload: { customer, letter: { id, kind: 'charge_failed', subject: 'お支払い' }, class: 'dead', answer: '550' },
      actor: { kind: 'system' },
      occurredAt: NOW,
      about: { customerId },
    }),
  )
}

const nobody: Ringer = { ring: () => {} }
