import { expect, it } from 'vitest'
import { setFault } from '../../sandbox/faults.ts'
import { lettersTo } from '../../sandbox/mail/mailbox.ts'
import { openJourney } from './journey.ts'

const { shop, customer, days, staff, told, returns } = openJourney(import.meta.filename, '2032-07-01')
// What she typed instead of nana@customer.example; no server knows that mailbox.
const nana = customer('井上', '奈々', 'nana@refused.example')
// Her mail server takes letters and returns them.
const mei = customer('木村', '芽衣', 'mei@vanished.example')
const koji = customer('山本', '浩二', 'koji')

it('a letter that the customer’s mail server refuses is told of, and nothing else stops', async () => {
  await nana.applies('morning', 'visa')
  expect(await nana.hears()).toEqual([
    '2032-07-01 customer.provisionally_registered → 全体のお知らせ + list 101',
    '2032-07-01 application.completed (朝活の会) (通常の申し込み) (クレジットカード(決済済み)) → お申し込み通知 + ticket + list 203',
    'letter: お申し込みありがとうございます (undeliverable)',
    '2032-07-01 mail.undeliverable (宛先のアドレスが存在しません) → 全体のお知らせ',
  ])
})

it('so is every further one', async () => {
  nana.bank('declines')
  await days(31)
  expect(await nana.hears()).toEqual([
    '2032-08-01 payment.renewal_card_failed (4回中 1回目) (2032/08/02(月) 09:00) → 決済トラブル対応',
    'letter: お支払いができませんでした(カードのご確認のお願い) (undeliverable)',
    '2032-08-01 mail.undeliverable (宛先のアドレスが存在しません) → 全体のお知らせ',
  ])
})

it('until staff correct the address: the letters go there', async () => {
  const { items } = (await staff.ask('GET', `/customers?q=${nana.email}`)) as { items: { id: string }[] }
  await staff.ask('PUT', `/customers/${items[0]?.id}/email`, { email: 'nana@customer.example' })
  await days(1)
  expect(lettersTo(shop.world.mailbox, 'nana@customer.example').map(({ subject }) => subject)).toEqual([
    '【ひだまりオンラインスクール】本登録のご案内',
    '【ひだまりオンラインスクール】お支払いができませんでした(カードのご確認のお願い)',
  ])
})

it('a letter that our own mail server refuses is told of as our own fault', async () => {
  setFault(shop.world.faults, 'smtp', { mode: '500', times: 1, delayMs: 0, afterAccepting: false })
  await koji.applies('morning', 'mastercard')
  await told()
  expect(await koji.hears()).toEqual([
    '2032-08-02 customer.provisionally_registered → 全体のお知らせ + list 101',
    '2032-08-02 application.completed (朝活の会) (通常の申し込み) (クレジットカード(決済済み)) → お申し込み通知 + ticket + list 203',
    'letter: お申し込みありがとうございます (undeliverable)',
    '2032-08-02 mail.undeliverable (こちらの送信設定や内容が原因で拒否されました) → 全体のお知らせ',
    // The administrators' alarm, which belongs to no event.
    'for no reason: mail 【要確認】お客様へのメールが、当店側の理由で届いていません',
  ])
})

it('a letter that comes back later is told of like one that was refused', async () => {
  await mei.applies('morning', 'jcb')
  expect(await mei.hears()).toEqual([
    '2032-08-02 customer.provisionally_registered → 全体のお知らせ + list 101',
    '2032-08-02 application.completed (朝活の会) (通常の申し込み) (クレジットカード(決済済み)) → お申し込み通知 + ticket + list 203',
    'letter: お申し込みありがとうございます',
  ])
  await returns()
  expect(await mei.hears()).toEqual(['2032-08-02 mail.undeliverable (宛先のアドレスが存在しません) → 全体のお知らせ'])
})

it('what need not be sent is held, what must be sent goes on, until she has another address', async () => {
  await mei.registers()
  await mei.reservesCancellation()
  await returns()
  expect(await mei.hears()).toEqual([
    '2032-08-02 customer.registered → 全体のお知らせ',
    'letter: 本登録が完了しました (held)',
    expect.stringContaining('contract.cancellation_reserved'),
    'letter: 解約のお手続きを承りました(2032年9月2日付)',
    '2032-08-02 mail.undeliverable (宛先のアドレスが存在しません) → 全体のお知らせ',
  ])
  expect((await mei.opens('/mypage')).html).toContain('メールが届いていません')
  await staff.ask('PUT', `/customers/${(await staff.customer(mei.email)).id}/email`, { email: 'mei@customer.example' })
  expect((await mei.opens('/mypage')).html).not.toContain('メールが届いていません')
})
