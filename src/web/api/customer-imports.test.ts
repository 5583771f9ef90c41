import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest'
import type { z } from 'zod'
import { type Ask, type ServedApi, serveApi } from '../../../tests/support/api-server.ts'
import { testDatabase } from '../../../tests/support/database.ts'
import { startTelling, type Telling, until } from '../../../tests/support/telling.ts'
import { type CustomersContext, importCustomers } from '../../customers/index.ts'
import { clockWithOffset } from '../../platform/clock.ts'
import { decodeSpreadsheet, readCsv } from '../../platform/csv-reading.ts'
import { startDueWork } from '../../platform/due-work.ts'
import { customerImport, customerImportDetail } from './schemas.ts'

const database = testDatabase()
let telling: Telling
let api: ServedApi
let owner: Ask
let context: CustomersContext
beforeAll(async () => {
  telling = await startTelling(database.db, database.url)
  api = await serveApi(telling.context, database.pool, `${telling.sandbox.url}/chatwork/v2`)
  owner = await api.signInAsOwner()
  context = { ...telling.context, clock: clockWithOffset(0), baseUrl: api.url }
})
afterAll(async () => {
  await api.close()
  await telling.close()
})

const HEAD = '姓,名,セイ,メイ,メールアドレス,メルマガ'
const CSV = { 'content-type': 'text/csv' }
const upload = (text: string, headers: Record<string, string> = CSV) =>
  owner('POST', `/customer-imports?fileName=${encodeURIComponent('顧客.csv')}`, text, headers)
async function checked(text: string): Promise<z.infer<typeof customerImport>> {
  const answer = await upload(text)
  expect(answer.status).toBe(201)
  return customerImport.parse(answer.body)
}
const lookAt = async (id: string) => customerImportDetail.parse((await owner('GET', `/customer-imports/${id}`)).body)
const begin = (id: string, invite = false) => owner('POST', `/customer-imports/${id}/start`, { invite })
/** A file of `count` people at a domain of their own. */
const peopleAt = (domain: string, count: number) =>
  [HEAD, ...Array.from({ length: count }, (_, i) => `山田,花子${i},,,p${i}@${domain},`)].join('\n')
const customersAt = (domain: string) =>
  database.db.selectFrom('customers').select('id').where('email', 'like', `%@${domain}`).execute()
const lettersAt = (domain: string) =>
  database.db.selectFrom('letters').select('toAddress').where('toAddress', 'like', `%@${domain}`).execute()
/** Adds until everything is added, in as many processes' stead as `loops`. */
function work(loops = 1): void {
  const running = Array.from({ length: loops }, () =>
    startDueWork(importCustomers(context), telling.doorbell, telling.context.log),
  )
  onTestFinished(async () => void (await Promise.all(running.map((loop) => loop.drain()))))
}
const untilFinished = (id: string) =>
  until(
    () => lookAt(id),
    ({ state }) => state === 'finished',
    30,
  )

describe('a file that is checked', () => {
  it('says of each line what is wrong, and writes no customer', async () => {
    await owner('POST', '/customers', { familyName: '佐藤', givenName: '花子', email: 'known@checked.example' })
    const file = await checked(
      [
        ` 姓 , 名,フリガナ（姓）,メイ,E-MAIL,メルマガ,備考`,
        '山田,太郎,やまだ,ﾀﾛｳ,Taro@checked.example,希望する,',
        '山田,太郎,,,taro@CHECKED.example,,',
        '佐藤,花子,,,KNOWN@checked.example,,',
        ',花子,山田,,hanako@checked,たぶん,"a\nb"',
      ].join('\n'),
    )
    expect(file).toMatchObject({ state: 'checked', lines: 4, faultyLines: 3, addedLines: 0, ignoredColumns: ['備考'] })
    expect((await lookAt(file.id)).faulty).toEqual([
      { line: 3, faults: [{ column: 'メールアドレス', message: '2行目と同じメールアドレスです' }] },
      {
        line: 4,
        faults: [{ column: 'メールアドレス', message: 'このメールアドレスのお客様は、すでに登録されています' }],
      },
      {
        line: 5,
        faults: [
          { column: '姓', message: '姓を入力してください' },
          { column: 'セイ', message: 'セイはカタカナで入力してください' },
          { column: 'メールアドレス', message: 'メールアドレスの形式が正しくありません(例:hanako@example.jp)' },
          { column: 'メルマガ', message: '「希望する」か「希望しない」を入力してください' },
        ],
      },
    ])
    expect(await customersAt('checked.example')).toHaveLength(1)
  })

  it.each([
    ['', '登録するお客様の行がありません。'],
    [HEAD, '登録するお客様の行がありません。'],
    ['姓,名\n山田,花子', '1行目に「メールアドレス」の見出しがありません。1行目には、列の名前を入力してください。'],
    [`${HEAD},メール\n`, '「メールアドレス」の列が2つあります。1つにしてください。'],
    [`${HEAD}\n山田,花子\n"佐藤,太郎`, '3行目の「"」が閉じられていないため、その先を読み取れません。'],
    [
      `${HEAD}\n${'山田,花子,,,x@x.jp,\n'.repeat(100_001)}`,
      '一度に登録できるのは100,000行までです。ファイルを分けてください。',
    ],
  ])('that cannot be read is refused: %#', async (text, detail) => {
    const answer = await upload(text)
    expect([answer.status, answer.body]).toMatchObject([422, { code: 'unreadable_file', detail }])
  })

  it('must be CSV, not too large, and come from staff', async () => {
    expect((await upload('x', { 'content-type': 'application/json' })).status).toBe(415)
    expect((await upload('x', { ...CSV, 'sec-fetch-site': 'cross-site' })).status).toBe(403)
    expect((await api.ask('POST', '/customer-imports?fileName=x', 'x', CSV)).status).toBe(401)
    expect((await upload('あ'.repeat(7 * 1024 * 1024))).status).toBe(413)
  })

  it('can be given up, and not be begun afterwards', async () => {
    const { id } = await checked(peopleAt('given-up.example', 1))
    expect((await owner('DELETE', `/customer-imports/${id}`)).status).toBe(204)
    expect((await begin(id)).status).toBe(404)
  })
})

describe('a file that is begun', () => {
  it('adds its customers without an event and without a letter; what failed comes back as a file', async () => {
    const { id } = await checked(`${peopleAt('added.example', 1_200)}\n=1+1,花子,,,wrong,`)
    expect((await begin(id)).status).toBe(200)
    // Somebody registers meanwhile.
    await owner('POST', '/customers', { familyName: '先', givenName: '着', email: 'p7@added.example' })
    work(2)
    expect(await untilFinished(id)).toMatchObject({ lines: 1_201, addedLines: 1_199, faultyLines: 2 })
    expect(await customersAt('added.example')).toHaveLength(1_200)
    expect(await database.db.selectFrom('events').select('id').execute()).toEqual([])
    expect(await lettersAt('added.example')).toEqual([])
    const changes = database.db.selectFrom('customerChanges').select('toText').where('what', '=', 'imported')
    expect(await changes.execute()).toHaveLength(1_199)

    const file = (await owner('GET', `/customer-imports/${id}/faults.csv`)).body as string
    const lines = [...readCsv(decodeSpreadsheet(Buffer.from(file)) ?? '')].map((line) => 'cells' in line && line.cells)
    expect(lines).toEqual([
      [...HEAD.split(','), '行', '理由'],
      [
        '山田',
        '花子7',
        '',
        '',
        'p7@added.example',
        '',
        '9',
        'メールアドレス: このメールアドレスのお客様は、すでに登録されています',
      ],
      ['=1+1', '花子', '', '', 'wrong', '', '1202', expect.stringContaining('メールアドレスの形式が正しくありません')],
    ])
    expect(file).toContain("'=1+1")
    expect((await begin(id)).body).toMatchObject({ code: 'already_done' })
  })

  it('sends each the link when it is asked to', async () => {
    const { id } = await checked(peopleAt('invited.example', 120))
    await begin(id, true)
    work()
    expect(await untilFinished(id)).toMatchObject({ addedLines: 120, invite: true })
    expect(new Set((await lettersAt('invited.example')).map(({ toAddress }) => toAddress)).size).toBe(120)
    await database.db.updateTable('letters').set({ state: 'accepted' }).execute()
  })

  it('waits while many invitations wait to be sent: letters about sales must not wait behind them', async () => {
    const { id } = await checked(peopleAt('slow.example', 300))
    await begin(id, true)
    work()
    await until(
      () => lettersAt('slow.example'),
      (letters) => letters.length === 200,
      30,
    )
    const waiting = await until(
      () =>
        database.db
          .selectFrom('customerImports')
          .select(['dueAt', 'leaseToken'])
          .where('id', '=', id)
          .executeTakeFirstOrThrow(),
      ({ leaseToken, dueAt }) => leaseToken === null && dueAt !== null && dueAt.getTime() > Date.now() + 500,
    )
    expect(waiting.leaseToken).toBeNull()
    expect(await lettersAt('slow.example')).toHaveLength(200)
    await database.db.updateTable('letters').set({ state: 'accepted' }).execute()
    expect(await untilFinished(id)).toMatchObject({ addedLines: 300 })
  })
})

it('all customers go out as a file, as many as it says', async () => {
  const answer = await owner('GET', '/customers.csv')
  const lines = [...readCsv(decodeSpreadsheet(Buffer.from(answer.body as string)) ?? '')]
  const { length } = await database.db.selectFrom('customers').select('id').execute()
  expect([lines.length - 1, Number(answer.headers.get('x-rows'))]).toEqual([length, length])
  expect(answer.body).toMatch(/\r\n$/)
  const some = await owner('GET', `/customers.csv?q=${encodeURIComponent('先着')}`)
  expect([...readCsv(some.body as string)]).toHaveLength(2)
})
