import { sql } from 'kysely'
import { describe, expect, it } from 'vitest'
import { setFault } from '../../../sandbox/faults.ts'
import { putReturned } from '../../../sandbox/mail/returns.ts'
import { testDatabase } from '../../../tests/support/database.ts'
import { mailboxLooks } from '../../../tests/support/mailbox-looks.ts'
import { startDueWork } from '../../platform/due-work.ts'
import { bounds } from '../reports/bounds.ts'
import { pollMailbox } from './poll.ts'
import { readMailboxState } from './state.ts'

const database = testDatabase()
const { sandbox, doorbell, log, handed, keep, context, save, look, row, makeDue } = mailboxLooks(database)

const put = (...texts: string[]) =>
  texts.map((text) => putReturned(sandbox().world.returns, Buffer.from(`Subject: ${text}\r\n\r\n`)))
/** Storing keeps one of each. */
const stored = () => [...new Set(handed)].sort()
const subjects = (...texts: string[]) => texts.map((text) => `Subject: ${text}\r\n\r\n`)
const numbered = (count: number) => Array.from({ length: count }, (_, index) => `${index + 1}`.padStart(5, '0'))
const there = () => sandbox().world.returns.messages

const endLease = () => sql`update mailbox set lease_until = now() - interval '1 second'`.execute(database.db)
const failingSince = (minutes: number) =>
  sql`update mailbox set failing_since = now() - ${minutes} * interval '1 minute', due_at = now()`.execute(database.db)
async function secondsUntilDue(): Promise<number> {
  const due = await sql<{ seconds: number }>`
    select extract(epoch from due_at - now())::float8 as seconds from mailbox`.execute(database.db)
  return Math.round(due.rows[0]?.seconds ?? Number.NaN)
}
const attention = () => database.db.selectFrom('attention').select(['title', 'detail', 'doneBy']).execute()

describe('looking into the mail box', () => {
  it('stores every message once, marks it, and looks again after a minute', async () => {
    put('一', '二', '三')
    expect(await look()).toBe(1)
    expect(handed).toEqual(subjects('一', '二', '三'))
    expect(there().map(({ seen, deleted }) => [seen, deleted])).toEqual(Array(3).fill([true, false]))
    expect(await secondsUntilDue()).toBe(60)
    expect(await look()).toBe(0)
    put('四')
    await makeDue()
    await look()
    expect(handed.length).toBe(4)
    expect(await row()).toMatchObject({ lastUid: 4, leaseToken: null, leaseUntil: null, failure: null })
    expect(await readMailboxState(database.db)).toEqual({
      lastLookedAt: expect.any(Date),
      failingSince: null,
      failure: null,
      reason: null,
    })
  })

  it('deletes what it stored where it is told to, and nothing else', async () => {
    await save({ afterwards: 'delete' })
    put('a', 'b')
    await look({
      keep: async (raw) => {
        await keep(raw)
        if (handed.length === 2) put('meanwhile')
      },
    })
    expect(there().map(({ uid }) => uid)).toEqual([3])
    await makeDue()
    await look()
    expect(there()).toEqual([])
    expect(stored()).toEqual(subjects('a', 'b', 'meanwhile'))
  })

  it('does nothing while it is switched off', async () => {
    await save({ enabled: false })
    put('a')
    await look()
    expect(sandbox().world.calls.latest).toEqual([])
    expect(await secondsUntilDue()).toBe(60)
    expect(await readMailboxState(database.db)).toMatchObject({ lastLookedAt: null, failure: null })
  })

  it('takes the beginning of a message of 30 MB', async () => {
    putReturned(sandbox().world.returns, Buffer.alloc(30_000_000, 'x'))
    put('after it')
    await look()
    expect(handed.map(({ length }) => length)).toEqual([bounds.message + 1, subjects('after it').join('').length])
  })

  it('gets through 5,000 messages, each handed over once', async () => {
    const texts = numbered(5_000)
    put(...texts)
    const loop = startDueWork(pollMailbox(context()), doorbell(), log)
    await expect.poll(() => handed.length, { timeout: 25_000, interval: 50 }).toBe(5_000)
    await loop.drain()
    expect(stored()).toEqual(subjects(...texts))
    expect(await row()).toMatchObject({ lastUid: 5_000 })
    expect(there().every(({ seen }) => seen)).toBe(true)
  })
})

describe('up to where messages are stored', () => {
  it('is noted only after they are: a look that dies in between reads them again', async () => {
    put('a', 'b', 'c')
    const dying = look({
      keep: async (raw) => {
        if (handed.length === 2) throw new Error('the database is away')
        await keep(raw)
      },
    })
    await expect(dying).rejects.toThrow('the database is away')
    expect(await row()).toMatchObject({ lastUid: 0, failure: null })
    expect(await look()).toBe(0)
    await endLease()
    await look()
    expect(handed.length).toBe(5)
    expect(stored()).toEqual(subjects('a', 'b', 'c'))
  })

  it('begins anew when the server numbers its messages anew', async () => {
    put('a', 'b', 'c')
    await look()
    const { returns } = sandbox().world
    returns.uidValidity += 1
    returns.messages = []
    returns.nextUid = 1
    put('d')
    await makeDue()
    await look()
    expect(stored()).toEqual(subjects('a', 'b', 'c', 'd'))
    expect(await row()).toMatchObject({ lastUid: 1, uidValidity: String(returns.uidValidity) })
  })

  it('holds for its server and user only, not for its port', async () => {
    put('a')
    await look()
    await save({ host: 'localhost' })
    await look()
    expect(handed.length).toBe(2)
    await makeDue()
    await look()
    expect(handed.length).toBe(2)
  })
})

describe('two at once', () => {
  it('hand each message over once', async () => {
    const texts = numbered(300)
    put(...texts)
    const loops = [1, 2].map(() => startDueWork(pollMailbox(context()), doorbell(), log))
    await expect.poll(() => handed.length, { timeout: 10_000, interval: 20 }).toBeGreaterThanOrEqual(300)
    await Promise.all(loops.map((loop) => loop.drain()))
    expect([...handed].sort()).toEqual(subjects(...texts))
  })

  it('lease the look to one of them', async () => {
    const claimed = await Promise.all([1, 2, 3].map(() => pollMailbox(context()).claim(1)))
    expect(claimed.flat().length).toBe(1)
  })

  it('leave the notes to the one that holds the lease', async () => {
    put('a', 'b')
    const late = pollMailbox(context())
    const [first] = await late.claim(1)
    await endLease()
    const [second] = await late.claim(1)
    if (!first || !second) throw new Error('two looks were due')
    await late.perform(first)
    expect(await row()).toMatchObject({ lastUid: 0, leaseToken: second.leaseToken, lastLookedAt: null })
    await late.perform(second)
    expect(await row()).toMatchObject({ lastUid: 2, leaseToken: null })
  })
})

describe('a mail box that cannot be read', () => {
  it('is tried again each minute, and later and later up to 15 minutes', async () => {
    await save({ password: 'wrong' })
    await look()
    expect(await secondsUntilDue()).toBe(60)
    for (const [minutes, seconds] of [
      [2, 60],
      [20, 300],
      [600, 900],
    ] as const) {
      await failingSince(minutes)
      await look()
      expect(await secondsUntilDue()).toBe(seconds)
    }
  })

  it('says why, in words for staff and without the password', async () => {
    put('a')
    await save({ password: 'wrong-Passw0rd' })
    await look()
    expect(await readMailboxState(database.db)).toEqual({
      lastLookedAt: null,
      failingSince: expect.any(Date),
      failure: 'login',
      reason:
        '受信サーバーにログインできません。ユーザー名とパスワードをご確認ください(サーバーの応答: Invalid credentials)',
    })
    await failingSince(61)
    await look()
    const rows = await sql<{ text: string }>`select concat((select json_agg(mailbox) from mailbox),
      (select json_agg(attention) from attention), (select json_agg(settings) from settings)) as text`.execute(
      database.db,
    )
    expect(rows.rows[0]?.text).toContain('Invalid credentials')
    expect(rows.rows[0]?.text).not.toContain('Passw0rd')
    await save({})
    expect(await readMailboxState(database.db)).toMatchObject({ failingSince: null, failure: null, reason: null })
    await look()
    expect(stored()).toEqual(subjects('a'))
  })

  it.each([
    ['hang', false, 'timeout'],
    ['hang', true, 'timeout'],
    ['close', false, 'closed'],
    ['close', true, 'closed'],
    ['429', false, 'busy'],
    ['500', false, 'busy'],
    ['500', true, 'declined'],
  ] as const)('%s (after accepting: %s) is %s, and loses nothing', async (mode, afterAccepting, failure) => {
    put('a'.repeat(10_000), 'b')
    setFault(sandbox().world.faults, 'imap', { mode, afterAccepting, times: 1, delayMs: 0 })
    await look({ timeLimitMs: 500 })
    expect(handed).toEqual([])
    expect(await row()).toMatchObject({ failure, lastUid: 0, leaseToken: null })
    await makeDue()
    await look()
    expect(stored()).toEqual(subjects('a'.repeat(10_000), 'b'))
    expect(await row()).toMatchObject({ failure: null, failingSince: null, lastUid: 2 })
  })

  it('becomes one 要対応 entry after an hour, which is ticked off when it works again', async () => {
    const failFor = async (minutes: number) => {
      await failingSince(minutes)
      setFault(sandbox().world.faults, 'imap', { mode: '401', afterAccepting: false, times: 1, delayMs: 0 })
      await look()
    }
    await failFor(59)
    expect(await attention()).toEqual([])
    await failFor(61)
    await failFor(75)
    expect(await attention()).toEqual([
      {
        title: '不達通知のメールボックスを読み取れません',
        detail: expect.stringMatching(/^受信サーバーにログインできません/),
        doneBy: null,
      },
    ])
    await makeDue()
    await look()
    expect(await attention()).toMatchObject([{ doneBy: 'system' }])
  })

  it('is not brought up again once staff have seen it', async () => {
    await save({ password: 'wrong' })
    await failingSince(61)
    await look()
    await sql`update attention set done_at = now(), done_by = 'staff'`.execute(database.db)
    await failingSince(90)
    await look()
    expect(await attention()).toMatchObject([{ doneBy: 'staff' }])
  })
})

describe('settings that are saved during a look', () => {
  it('are what counts: the look is due again at once, and its failure says nothing about them', async () => {
    put('a'.repeat(10_000))
    setFault(sandbox().world.faults, 'imap', { mode: 'hang', afterAccepting: true, times: 1, delayMs: 0 })
    const hanging = look({ timeLimitMs: 1_000 })
    await expect.poll(() => sandbox().world.calls.latest.length).toBe(1)
    await save({ afterwards: 'delete' })
    await hanging
    expect(await row()).toMatchObject({ failure: null, leaseToken: null })
    expect(await look()).toBe(1)
    expect(there()).toEqual([])
  })
})
