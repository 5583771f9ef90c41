import { expect, it } from 'vitest'
import { lettersTo } from '../../sandbox/mail/mailbox.ts'
import { openJourney } from './journey.ts'

const { shop, customer, days, until, staff } = openJourney(import.meta.filename, '2032-03-10')
const naoki = customer('渡辺', '直樹', 'naoki')
const act = (what: string, body?: Record<string, unknown>) => staff.acts(naoki.email, what, body)
const WHO = '管理者(店長 日向)'

it('staff reserve the end of a contract and withdraw that, and the customer is written to', async () => {
  await naoki.applies('morning', 'jcb')
  await naoki.hears()
  await act('reserve-cancellation', { note: 'お電話でのご依頼' })
  await act('withdraw-cancellation', { note: 'ご継続のご希望' })
  expect(await naoki.hears()).toEqual([
    `2032-03-10 contract.cancellation_reserved (${WHO}) (2032/04/10(土)) → 契約・解約`,
    'letter: 解約のお手続きを承りました(2032年4月10日付)',
    `2032-03-10 contract.cancellation_withdrawn (${WHO}) → 契約・解約`,
    'letter: 解約を取りやめ、ご契約を継続いたします',
  ])
})

it('staff let a suspended contract go on until a day of their own; unpaid then, it is suspended again', async () => {
  naoki.bank('declines')
  await until('2032-04-20')
  expect((await naoki.hears()).at(-2)).toBe('2032-04-17 contract.suspended (カード決済不能) → 契約・解約')
  await act('resume', { note: '月末にお支払いのお約束', owedOn: '2032-04-30' })
  expect(await naoki.hears()).toEqual([
    `2032-04-20 contract.resumed (${WHO}) → 契約・解約`,
    'letter: 「朝活の会」のご利用を再開いたしました',
  ])
  const letter = lettersTo(shop.world.mailbox, naoki.email).at(-1)?.text
  expect(letter).toContain('まだ確認できていない月額のお支払い期日は、2032年4月30日です。')
  await until('2032-04-30', 8)
  expect(await naoki.hears()).toEqual([])
  await until('2032-04-30', 10)
  expect(await naoki.hears()).toEqual([
    '2032-04-30 payment.renewal_card_failed (4回中 4回目) (ありません) → 決済トラブル対応',
    '2032-04-30 contract.suspended (カード決済不能) → 契約・解約',
    'letter: 「朝活の会」のご利用を停止いたしました',
  ])
})

it('staff charge again by hand: declined, and then paid', async () => {
  expect(await act('retry-charge', { note: '入金したとのご連絡' })).toMatchObject({ outcome: 'declined' })
  expect(await naoki.hears()).toEqual([
    '2032-04-30 payment.renewal_card_failed (4回中 4回目) (ありません) → 決済トラブル対応',
    'letter: お支払いができませんでした(カードのご確認のお願い)',
  ])
  naoki.bank('accepts')
  await days(1)
  expect(await act('retry-charge', { note: '再度のご連絡' })).toMatchObject({ outcome: 'paid' })
  expect(await naoki.hears()).toEqual([
    '2032-05-01 payment.card_recovered (カード決済不能) → 決済トラブル対応',
    `2032-05-01 contract.resumed (${WHO}) → 契約・解約`,
    'letter: お支払いが完了しました',
  ])
})

it('the paid term is the one that was owed: the next is charged on its own day', async () => {
  const paid = () => shop.world.gateway.charges.filter(({ status }) => status === 'succeeded').length
  await until('2032-05-09')
  expect(paid()).toBe(2)
  await days(1)
  expect(paid()).toBe(3)
})

it('the history keeps who did it and why', async () => {
  const WHO_DID_IT = '店長 日向'
  const events = (await staff.events()).filter(({ actor }) => actor === WHO_DID_IT)
  expect(events.map(({ type, note }) => [type, note])).toEqual([
    ['contract.cancellation_reserved', 'お電話でのご依頼'],
    ['contract.cancellation_withdrawn', 'ご継続のご希望'],
    ['contract.resumed', '月末にお支払いのお約束'],
    // Why a charge was asked for stands with the payment.
    ['payment.renewal_card_failed', null],
    ['payment.card_recovered', null],
    ['contract.resumed', '再度のご連絡'],
  ])
  const { payments } = await staff.contract(naoki.email)
  const asked = payments.filter(({ requestedBy }) => requestedBy === WHO_DID_IT)
  expect(asked.map(({ state, note }) => [state, note])).toEqual([
    ['succeeded', '再度のご連絡'],
    ['declined', '入金したとのご連絡'],
  ])
})
