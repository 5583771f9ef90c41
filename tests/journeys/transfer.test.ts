import { expect, it } from 'vitest'
import { lettersTo } from '../../sandbox/mail/mailbox.ts'
import { openJourney } from './journey.ts'

const { shop, customer, days, until, staff } = openJourney(import.meta.filename, '2032-01-10')
const yui = customer('高橋', '結衣', 'yui')
const takashi = customer('松本', '隆', 'takashi')

/** 入金確認 of the one transfer that is open; answers its id. */
async function confirmed(paidOn: string, { email } = yui): Promise<string> {
  const [transfer] = await staff.transfers(email)
  const receipt = { paidYen: transfer?.amountYen, paidOn, payerName: 'フリコミ ニン' }
  await staff.ask('POST', `/payments/${transfer?.id}/confirm-transfer`, receipt)
  return transfer?.id ?? ''
}

it('an application by transfer is told how to pay', async () => {
  const thanks = await yui.applies('morning', 'transfer')
  expect(thanks.html).toContain('さんぷる銀行')
  expect(await yui.hears()).toEqual([
    '2032-01-10 customer.provisionally_registered → 全体のお知らせ + list 101',
    '2032-01-10 application.completed (朝活の会) (通常の申し込み) (銀行振込(入金待ち)) → お申し込み通知 + ticket + list 203',
    'letter: お申し込みありがとうございます(お振り込みのご案内)',
  ])
})

it('is reminded two days before the due day', async () => {
  await until('2032-01-15', 8)
  expect(await yui.hears()).toEqual([])
  await until('2032-01-15', 10)
  expect(await yui.hears()).toEqual(['letter: お振り込みの期日が近づいています(2032年1月17日まで)'])
})

it('not confirmed, the contract is suspended on the morning after the due day', async () => {
  await until('2032-01-18', 8)
  expect(await yui.hears()).toEqual([])
  await until('2032-01-18', 10)
  expect(await yui.hears()).toEqual([
    '2032-01-18 contract.suspended (決済の未確認) → 契約・解約',
    'letter: 「朝活の会」のご利用を停止いたしました',
  ])
})

it('入金確認 resumes it', async () => {
  await until('2032-01-20')
  await confirmed('2032-01-20')
  expect(await yui.hears()).toEqual([
    '2032-01-20 contract.resumed (管理者(店長 日向)) → 契約・解約',
    'letter: ご入金を確認いたしました',
  ])
  expect(lettersTo(shop.world.mailbox, yui.email).at(-1)?.text).toContain('ご利用は、ただいま再開いたしました')
})

it('and who was told so is told when the money turns out to be somebody else’s, on the same day', async () => {
  const [transfer] = await staff.transfers(yui.email, 'confirmed')
  await staff.ask('POST', `/payments/${transfer?.id}/undo-confirmation`, {})
  expect(await yui.hears()).toEqual([
    '2032-01-20 contract.suspended (決済の未確認) → 契約・解約',
    'letter: 「朝活の会」のご利用を停止いたしました',
  ])
  await days(1)
  await confirmed('2032-01-21')
  expect((await yui.hears())[0]).toBe('2032-01-21 contract.resumed (管理者(店長 日向)) → 契約・解約')
})

it('the next month is expected, and nothing happens to a contract whose money comes in time', async () => {
  await until('2032-02-10')
  expect(await yui.hears()).toEqual(['letter: 「朝活の会」のお振り込みのお願い(2032年2月17日まで)'])
  await days(2)
  const transfer = await confirmed('2032-02-12')
  expect(await yui.hears()).toEqual(['letter: ご入金を確認いたしました'])

  // On the same day that can be taken back, on the next it could not.
  await staff.ask('POST', `/payments/${transfer}/undo-confirmation`, {})
  expect(await yui.hears()).toEqual([])
  expect(await staff.transfers(yui.email)).toMatchObject([{ id: transfer, state: 'expected', dueOn: '2032-02-17' }])
  await confirmed('2032-02-12')
  await days(1)
  await expect(staff.ask('POST', `/payments/${transfer}/undo-confirmation`, {})).rejects.toThrow('409')
  await until('2032-03-09')
  expect(await yui.hears()).toEqual(['letter: ご入金を確認いたしました'])
})

it('staff cancel it at once, and no money is waited for any more', async () => {
  await until('2032-03-11')
  expect(await yui.hears()).toEqual(['letter: 「朝活の会」のお振り込みのお願い(2032年3月17日まで)'])
  await staff.acts(yui.email, 'cancel', { note: '退会のご連絡' })
  expect(await yui.hears()).toEqual([
    '2032-03-11 contract.cancelled (管理者(店長 日向)) → 契約・解約',
    'letter: 「朝活の会」の解約が完了いたしました',
  ])
  expect(await staff.transfers(yui.email)).toEqual([])
  await days(60)
  expect(await yui.hears()).toEqual([])
  expect(shop.world.gateway.charges).toEqual([])
})

it('a reservation outlives a suspension, and ends the contract on its day', async () => {
  await takashi.applies('morning', 'transfer')
  await takashi.registers()
  await takashi.reservesCancellation()
  await until('2032-05-19')
  expect((await takashi.hears()).slice(-5)).toEqual([
    '2032-05-10 contract.cancellation_reserved (お客様) (2032/06/10(木)) → 契約・解約',
    'letter: 解約のお手続きを承りました(2032年6月10日付)',
    'letter: お振り込みの期日が近づいています(2032年5月17日まで)',
    '2032-05-18 contract.suspended (決済の未確認) → 契約・解約',
    'letter: 「朝活の会」のご利用を停止いたしました',
  ])
  await confirmed('2032-05-19', takashi)
  await until('2032-06-20')
  expect(await takashi.hears()).toEqual([
    '2032-05-19 contract.resumed (管理者(店長 日向)) → 契約・解約',
    'letter: ご入金を確認いたしました',
    '2032-06-10 contract.cancelled (解約予約の日になったため(自動処理)) → 契約・解約',
    'letter: 「朝活の会」の解約が完了いたしました',
  ])
})
