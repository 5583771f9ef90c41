import { sql } from 'kysely'
import { beforeEach, describe, expect, it } from 'vitest'
import { testDatabase } from '../../../tests/support/database.ts'
import { openReturnDesk, type ReturnDesk } from '../../../tests/support/return-desk.ts'
import { returned } from '../../../tests/support/sent-letters.ts'
import { findListedCustomer, liftMailStop, listChanges } from '../../customers/index.ts'

const database = testDatabase()
let desk: ReturnDesk

beforeEach(() => {
  desk = openReturnDesk(database.db, new Date('2026-11-02T03:00:00Z'))
})

const attention = (kind: string) =>
  database.db.selectFrom('attention').select(['title', 'detail']).where('kind', '=', kind).orderBy('id').execute()

describe('when letters stop', () => {
  it('docomo’s User unknown once is told of, on two days it stops', async () => {
    const first = await desk.comesBack('unknown-1@docomo.ne.jp', 'docomo')
    expect(await desk.stopsOf(first)).toEqual([])
    await desk.comesBack('unknown-1@docomo.ne.jp', 'docomo')
    expect([await desk.stopsOf(first), (await desk.eventsOf(first)).map((event) => event.stopsLetters)]).toEqual([
      [],
      [false, false],
    ])
    desk.later(1)
    await desk.comesBack('unknown-1@docomo.ne.jp', 'docomo')
    expect(await desk.stopsOf(first)).toMatchObject([{ cause: 'undeliverable' }])
  })

  it('given up five times in thirty days on three days', async () => {
    const first = await desk.comesBack('full1@full.example', 'full')
    for (let times = 0; times < 3; times += 1) await desk.comesBack('full1@full.example', 'full')
    desk.later(1)
    await desk.comesBack('full1@full.example', 'full')
    expect(await desk.stopsOf(first)).toEqual([])
    desk.later(1)
    await desk.comesBack('full1@full.example', 'full')
    expect(await desk.stopsOf(first)).toMatchObject([{ cause: 'undeliverable' }])
  })

  it('not when they are spread over more than thirty days, nor with an arrival between', async () => {
    const spread = await desk.comesBack('full2@full.example', 'full')
    for (let times = 0; times < 5; times += 1) {
      desk.later(8)
      await desk.comesBack('full2@full.example', 'full')
    }
    expect(await desk.stopsOf(spread)).toEqual([])
    const between = await desk.comesBack('full3@full.example', 'full')
    for (let times = 0; times < 3; times += 1) {
      desk.later(1)
      await desk.comesBack('full3@full.example', 'full')
    }
    desk.later(1)
    await desk.send('full3@full.example')
    desk.later(3)
    await desk.comesBack('full3@full.example', 'full')
    expect(await desk.stopsOf(between)).toEqual([])
  })

  it('never for our own fault, of which the administrators hear once a day', async () => {
    const first = await desk.comesBack('b1@blocked.example', 'blocked')
    for (let times = 0; times < 6; times += 1) await desk.comesBack('b1@blocked.example', 'blocked')
    desk.later(1)
    await desk.comesBack('b1@blocked.example', 'blocked')
    expect(await desk.stopsOf(first)).toEqual([])
    expect((await desk.eventsOf(first)).map((event) => event.class)).toEqual(Array(8).fill('own_fault'))
    const alarms = await database.db.selectFrom('letters').select('subject').where('kind', '=', 'alarm').execute()
    expect(alarms).toHaveLength(2)
    expect(await attention('mail.own_fault')).toMatchObject([
      { detail: expect.stringContaining('SPF・DKIM・DMARC') },
      {},
    ])
  })

  it('nothing of an address that is not the customer’s any more', async () => {
    const letter = await desk.send('old@vanished.example')
    await sql`update customers set email = 'new@customer.example', email_key = 'new@customer.example' where id = ${letter.customerId}`.execute(
      database.db,
    )
    await desk.keep(returned(letter, 'vanished'))
    await desk.understandAll()
    expect([await desk.stopsOf(letter), await desk.eventsOf(letter)]).toMatchObject([[], [{ stopsLetters: false }]])
  })

  it('staff let them go again, and what was before is forgiven', async () => {
    const letter = await desk.comesBack('unknown-2@docomo.ne.jp', 'docomo')
    desk.later(1)
    await desk.comesBack('unknown-2@docomo.ne.jp', 'docomo')
    const parts = desk.context
    const staff = { kind: 'staff', id: 's', name: '佐藤' } as const
    const id = letter.customerId ?? ''
    expect(await liftMailStop(parts, id, 'undeliverable', '電話で確認したため', staff)).toMatchObject({
      refused: false,
    })
    expect(await liftMailStop(parts, id, 'undeliverable', '電話で確認したため', staff)).toMatchObject({
      code: 'not_stopped',
    })
    expect(await listChanges(database.db, id, { limit: 1 })).toMatchObject([
      { what: 'letters_resumed', toText: '電話で確認したため', actor: staff },
    ])
    desk.later(1)
    await desk.comesBack('unknown-2@docomo.ne.jp', 'docomo')
    expect(await desk.stopsOf(letter)).toEqual([])
  })
})

describe('a complaint', () => {
  it('is told of once a letter, stops letters and takes the consent back', async () => {
    const letter = await desk.comesBack('annoyed@complaint.example', 'complaint')
    await desk.keep(returned(letter, 'complaint', 9))
    await desk.understandAll()
    expect(await desk.eventsOf(letter)).toMatchObject([
      { type: 'mail.complaint_reported', letter: { id: letter.id }, source: 'mx.complaint.example' },
    ])
    const row = database.db.selectFrom('letters').select(['state', 'complainedAt']).where('id', '=', letter.id)
    expect(await row.executeTakeFirst()).toEqual({ state: 'accepted', complainedAt: desk.now() })
    expect(await desk.stopsOf(letter)).toMatchObject([{ cause: 'complained' }])
    expect(await findListedCustomer(database.db, letter.customerId ?? '')).toMatchObject({
      mailState: 'complained',
      newsletter: false,
    })
  })
})
