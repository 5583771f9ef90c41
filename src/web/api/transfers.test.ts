import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Answer, type Ask, type ServedApi, serveApi } from '../../../tests/support/api-server.ts'
import { testDatabase } from '../../../tests/support/database.ts'
import { startTelling, type Telling } from '../../../tests/support/telling.ts'
import { openTransferShop, PRICE, type Sale, type TransferShop } from '../../../tests/support/transfers.ts'
import { newId } from '../../platform/ids.ts'
import { addDays, dayIn } from '../../site/index.ts'
import { type BankStatement, type Problem, statement, statementList, transfer, transferPage } from './schemas.ts'

const database = testDatabase()
const CSV = { 'content-type': 'text/csv' }
const TODAY = dayIn('Asia/Tokyo', new Date())

let telling: Telling
let api: ServedApi
let owner: Ask
let shop: TransferShop
beforeAll(async () => {
  telling = await startTelling(database.db, database.url)
  api = await serveApi(telling.context, database.pool, `${telling.sandbox.url}/chatwork/v2`)
  owner = await api.signInAsOwner()
  shop = openTransferShop(database.db)
  // The API has the clock of the wall.
  shop.clock.set(new Date().toISOString())
})
afterAll(async () => {
  await api.close()
  await telling.close()
})

const receipt = { paidYen: PRICE, paidOn: TODAY, payerName: 'ﾔﾏﾀﾞ ﾊﾅｺ' }
const confirm = (sale: Sale, change: object = {}) =>
  owner('POST', `/payments/${sale.paymentId}/confirm-transfer`, { ...receipt, ...change })
const undo = (sale: Sale) => owner('POST', `/payments/${sale.paymentId}/undo-confirmation`, {})
const codeOf = ({ body }: Answer) => (body as Problem).code

async function upload(...lines: string[]): Promise<BankStatement> {
  const file = ['取引日,お支払金額,お預り金額,お取引内容', ...lines].join('\r\n')
  const answer = await owner('POST', '/transfers/statements?fileName=meisai.csv', file, CSV)
  expect(answer.status).toBe(201)
  return statement.parse(answer.body)
}

const day = TODAY.replaceAll('-', '/')
const lineOf = (sale: Sale, paidYen = PRICE) =>
  `${day},,"${paidYen.toLocaleString('ja-JP')}",フリコミ ${sale.reference} ヤマダ`

describe('single confirmations', () => {
  it('lists what is expected by due day, finds it by name and number, confirms and takes back', async () => {
    const sale = await shop.apply('monthly', { familyName: '単独', givenName: '確認' })
    const listed = transferPage.parse((await owner('GET', `/transfers?q=${encodeURIComponent('単独確認')}`)).body)
    expect(listed.items.map(({ id, undoable, dueOn }) => ({ id, undoable, dueOn }))).toEqual([
      { id: sale.paymentId, undoable: false, dueOn: addDays(TODAY, 7) },
    ])
    const byNumber = await owner('GET', `/transfers?q=${sale.reference}`)
    expect(transferPage.parse(byNumber.body).items).toHaveLength(1)

    const confirmed = transfer.parse((await confirm(sale)).body)
    expect(confirmed).toMatchObject({ state: 'confirmed', undoable: true, confirmation: receipt })
    expect(codeOf(await confirm(sale))).toBe('already_confirmed')
    const ofToday = transferPage.parse((await owner('GET', '/transfers?view=confirmed')).body)
    expect(ofToday.items.map(({ id }) => id)).toContain(sale.paymentId)

    expect(transfer.parse((await undo(sale)).body)).toMatchObject({ state: 'expected', confirmation: null })
    expect(codeOf(await undo(sale))).toBe('not_confirmed')
  })

  it('goes through the open ones page by page', async () => {
    for (let more = 0; more < 5; more++) await shop.apply('one_time', { familyName: '頁', givenName: `${more}` })
    const seen: string[] = []
    let cursor = ''
    do {
      const page = transferPage.parse(
        (await owner('GET', `/transfers?q=${encodeURIComponent('頁')}&limit=2${cursor}`)).body,
      )
      seen.push(...page.items.map(({ customer }) => customer.givenName))
      cursor = page.nextCursor === null ? '' : `&cursor=${page.nextCursor}`
    } while (cursor !== '')
    expect(seen.toSorted()).toEqual(['0', '1', '2', '3', '4'])
  })

  it('refuses another amount until staff say why, days to come, and what is no transfer', async () => {
    const sale = await shop.apply('one_time')
    expect(codeOf(await confirm(sale, { paidYen: 3_480 }))).toBe('amount_differs')
    const tomorrow = await confirm(sale, { paidOn: addDays(TODAY, 1) })
    expect(tomorrow).toMatchObject({ status: 422, body: { errors: [{ field: 'paidOn' }] } })
    expect((await confirm({ ...sale, paymentId: newId() })).status).toBe(404)
    const noted = await confirm(sale, { paidYen: 3_480, differenceNote: '振込手数料' })
    expect(noted.body).toMatchObject({ confirmation: { paidYen: 3_480, differenceNote: '振込手数料' } })
  })

  it('asks who is calling', async () => {
    expect((await api.ask('GET', '/transfers')).status).toBe(401)
    expect((await api.ask('POST', '/transfers/statements', 'a,b', CSV)).status).toBe(401)
  })
})

describe('statements', () => {
  it('are shown, applied as ticked, change nothing when they come again, and are taken back', async () => {
    const [exact, differs, left] = [
      await shop.apply('monthly'),
      await shop.apply('one_time'),
      await shop.apply('one_time'),
    ]
    const lines = [lineOf(exact), lineOf(differs, 3_480), lineOf(left), `${day},"12,000",,電気料金`, `${day},,500,ﾀﾅｶ`]
    const preview = await upload(...lines)
    expect(preview.lines.map(({ match }) => match.kind)).toEqual(['exact', 'amount_differs', 'exact', 'none'])
    const open = transferPage.parse((await owner('GET', `/transfers?q=${exact.reference}`)).body)
    expect(open.items.map(({ state }) => state)).toEqual(['expected'])

    const rows = preview.lines.map(({ row }) => row)
    const apply = (id: string, lines: object[]) => owner('POST', `/transfers/statements/${id}/apply`, { lines })
    const applied = await apply(preview.id, [
      { row: rows[0], paymentId: exact.paymentId },
      { row: rows[1], paymentId: differs.paymentId },
    ])
    const result = statement.parse(applied.body)
    expect(result.confirmed.map(({ paymentId }) => paymentId)).toEqual([exact.paymentId])
    expect(result.refused).toMatchObject([{ row: rows[1], reason: '金額が請求額と違います' }])
    expect(result).toMatchObject({ lines: [], sample: [], undoable: true })
    expect(codeOf(await apply(preview.id, [{ row: rows[2], paymentId: left.paymentId }]))).toBe('already_applied')

    const again = await upload(...lines)
    expect(again.lines.map(({ match }) => match.kind)).toEqual(['confirmed', 'amount_differs', 'exact', 'none'])
    // Whoever chooses the line for another transfer all the same does not get it.
    const twice = statement.parse((await apply(again.id, [{ row: rows[0], paymentId: left.paymentId }])).body)
    expect(twice.confirmed).toEqual([])
    expect(twice.refused).toHaveLength(1)

    const undone = await owner('POST', `/transfers/statements/${preview.id}/undo`, {})
    expect(undone.body).toEqual({ undone: 1, refused: 0 })
    const after = statement.parse((await owner('GET', `/transfers/statements/${preview.id}`)).body)
    expect(after).toMatchObject({ undoable: false, confirmed: [{ paymentId: exact.paymentId }] })
    const latest = statementList.parse((await owner('GET', '/transfers/statements')).body)
    expect(latest.items.find(({ id }) => id === preview.id)).toMatchObject({ fileName: 'meisai.csv', confirmed: 0 })
    expect((await upload(...lines)).lines[0]?.match.kind).toBe('exact')
  })

  it('of two who apply one at once one wins', async () => {
    const sale = await shop.apply('one_time')
    const { id, lines } = await upload(lineOf(sale))
    const choice = { lines: [{ row: lines[0]?.row, paymentId: sale.paymentId }] }
    const answers = await Promise.all([1, 2, 3].map(() => owner('POST', `/transfers/statements/${id}/apply`, choice)))
    expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 409, 409])
  })

  it('in columns that say nothing are taught once', async () => {
    const sale = await shop.apply('one_time')
    const file = `A,B,C\n${sale.reference} ﾔﾏﾀﾞ,${PRICE},${day}`
    const send = async () => statement.parse((await owner('POST', '/transfers/statements', file, CSV)).body)
    const unread = await send()
    expect(unread).toMatchObject({ layout: null, lines: [], sample: file.split('\n').map((row) => row.split(',')) })
    const layout = { heading: 0, day: [2], amount: 1, payer: 0, memo: null, direction: null }
    const taught = statement.parse((await owner('PUT', `/transfers/statements/${unread.id}/layout`, layout)).body)
    expect(taught.lines.map(({ match }) => match.kind)).toEqual(['exact'])
    expect((await send()).layout).toEqual(layout)
  })

  it('are refused where they are none, too large, or not sent as a file', async () => {
    const send = (body: string, headers: Record<string, string> = CSV) =>
      owner('POST', '/transfers/statements', body, headers)
    expect(codeOf(await send('%PDF-1.7 \u0001'))).toBe('unreadable_statement')
    expect(codeOf(await send('1,2\n'.repeat(6_000)))).toBe('unreadable_statement')
    expect((await send('1,2\n'.repeat(600_000))).status).toBe(413)
    expect((await send('{}', { 'content-type': 'application/json' })).status).toBe(415)
    expect((await send('1,2', { 'content-type': 'text/plain' })).status).toBe(415)
    expect((await send('1,2', { ...CSV, 'sec-fetch-site': 'cross-site' })).status).toBe(403)
    expect((await owner('PUT', `/transfers/statements/${newId()}/layout`, {})).status).toBe(422)
    expect((await owner('GET', `/transfers/statements/${newId()}`)).status).toBe(404)
  })
})
