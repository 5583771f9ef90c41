import { describe, expect, it } from 'vitest'
import { openJourney } from './journey.ts'

const { shop, customer, days, until, staff } = openJourney(import.meta.filename, '2032-01-15')
const hanako = customer('山田', '花子', 'hanako')
const taro = customer('佐藤', '太郎', 'taro')
const makoto = customer('清水', '誠', 'makoto')

/** What the gateway took, and how often it refused. */
const charges = () => shop.world.gateway.charges.map(({ amount, status }) => `${status} ${amount}`)

describe('a membership by card', () => {
  it('begins with an application and the offer that is accepted after it', async () => {
    const offer = await hanako.applies('english', 'visa')
    expect(offer.html).toContain('お申し込みの方だけへのご案内')
    const thanks = await hanako.accepts(offer)
    expect(thanks.html).toContain('お申し込みありがとうございます')
    expect(await hanako.hears()).toEqual([
      '2032-01-15 customer.provisionally_registered → 全体のお知らせ + list 101',
      '2032-01-15 application.completed (英会話コース) (通常の申し込み) (クレジットカード(決済済み)) → お申し込み通知 + ticket + list 201',
      'letter: お申し込みありがとうございます',
      '2032-01-15 application.completed (個別相談) (ワンタイムオファー) (クレジットカード(決済済み)) → お申し込み通知 + ticket + list 204',
      'letter: お申し込みありがとうございます',
    ])
  })

  it('is registered by the link of its letter', async () => {
    expect((await hanako.registers()).html).toContain('本登録が完了しました')
    expect(await hanako.hears()).toEqual([
      '2032-01-15 customer.registered → 全体のお知らせ',
      'letter: 本登録が完了しました',
    ])
  })

  it('is renewed in silence', async () => {
    await until('2032-02-14')
    expect(charges()).toEqual(['succeeded 5980', 'succeeded 16500'])
    await days(1)
    expect(charges()).toEqual(['succeeded 5980', 'succeeded 16500', 'succeeded 5980'])
    expect(await hanako.hears()).toEqual([])
  })

  it('whose renewal fails is tried again 1, 3 and 7 days later, and suspended after the last', async () => {
    hanako.bank('declines')
    await until('2032-03-15')
    const failed = (on: string, attempt: number, next: string) => [
      `${on} payment.renewal_card_failed (4回中 ${attempt}回目) (${next}) → 決済トラブル対応`,
      'letter: お支払いができませんでした(カードのご確認のお願い)',
    ]
    expect(await hanako.hears()).toEqual(failed('2032-03-15', 1, '2032/03/16(火) 09:00'))
    await days(1)
    expect(await hanako.hears()).toEqual(failed('2032-03-16', 2, '2032/03/18(木) 09:00'))
    await days(1)
    expect(await hanako.hears()).toEqual([])
    await days(1)
    expect(await hanako.hears()).toEqual(failed('2032-03-18', 3, '2032/03/22(月) 09:00'))
    await days(4)
    expect(await hanako.hears()).toEqual([
      '2032-03-22 payment.renewal_card_failed (4回中 4回目) (ありません) → 決済トラブル対応',
      '2032-03-22 contract.suspended (カード決済不能) → 契約・解約',
      'letter: 「英会話コース」のご利用を停止いたしました',
    ])
    expect(charges().slice(3)).toEqual(Array(4).fill('declined 5980'))
  })

  it('goes on with a new card, which pays at once what is owed', async () => {
    await days(3)
    expect(await hanako.hears()).toEqual([])
    expect((await hanako.changesCard('mastercard')).html).toContain('カードを登録しました')
    expect(await hanako.hears()).toEqual([
      '2032-03-25 payment.card_recovered (カード決済不能) → 決済トラブル対応',
      '2032-03-25 contract.resumed (お客様) → 契約・解約',
      'letter: お支払いが完了しました',
    ])
    expect(charges().slice(7)).toEqual(['succeeded 5980'])
  })

  it('is reserved to end, goes on after all, and is reserved again', async () => {
    await hanako.reservesCancellation()
    await hanako.withdrawsCancellation()
    await days(1)
    await hanako.reservesCancellation()
    expect(await hanako.hears()).toEqual([
      '2032-03-25 contract.cancellation_reserved (お客様) (2032/04/15(木)) → 契約・解約',
      'letter: 解約のお手続きを承りました(2032年4月15日付)',
      '2032-03-25 contract.cancellation_withdrawn (お客様) → 契約・解約',
      'letter: 解約を取りやめ、ご契約を継続いたします',
      '2032-03-26 contract.cancellation_reserved (お客様) (2032/04/15(木)) → 契約・解約',
      'letter: 解約のお手続きを承りました(2032年4月15日付)',
    ])
  })

  it('ends as its day begins, before the charge of that day', async () => {
    await until('2032-04-14', 23)
    expect(await hanako.hears()).toEqual([])
    await until('2032-04-15', 1)
    expect(await hanako.hears()).toEqual([
      '2032-04-15 contract.cancelled (解約予約の日になったため(自動処理)) → 契約・解約',
      'letter: 「英会話コース」の解約が完了いたしました',
    ])
    await days(40)
    expect(await hanako.hears()).toEqual([])
    expect(charges().slice(7)).toEqual(['succeeded 5980'])
  })
})

describe('a renewal that failed once', () => {
  it('is paid by a new card before the next try, which is not made', async () => {
    await makoto.applies('morning', 'visa')
    await makoto.registers()
    await makoto.hears()
    makoto.bank('declines')
    await until('2032-06-25')
    expect(await makoto.hears()).toEqual([
      '2032-06-25 payment.renewal_card_failed (4回中 1回目) (2032/06/26(土) 09:00) → 決済トラブル対応',
      'letter: お支払いができませんでした(カードのご確認のお願い)',
    ])
    await makoto.changesCard('mastercard')
    await days(5)
    expect(await makoto.hears()).toEqual([
      '2032-06-25 payment.card_recovered (決済の再試行中) → 決済トラブル対応',
      'letter: お支払いが完了しました',
    ])
    expect(charges().slice(8)).toEqual(['succeeded 1980', 'declined 1980', 'succeeded 1980'])
  })
})

describe('with 通知メールの停止 off', () => {
  it('the administrators read each event by mail too', async () => {
    await staff.saves('chatwork', { quietMail: false })
    await taro.refuses(await taro.applies('english', 'jcb'))
    await taro.registers()
    await taro.reservesCancellation()
    expect(await taro.hears()).toEqual([
      '2032-06-30 customer.provisionally_registered → 全体のお知らせ + mail + list 101',
      '2032-06-30 application.completed (英会話コース) (通常の申し込み) (クレジットカード(決済済み)) → お申し込み通知 + mail + ticket + list 201',
      'letter: お申し込みありがとうございます',
      '2032-06-30 customer.registered → 全体のお知らせ + mail',
      'letter: 本登録が完了しました',
      '2032-06-30 contract.cancellation_reserved (お客様) (2032/07/30(金)) → 契約・解約 + mail',
      'letter: 解約のお手続きを承りました(2032年7月30日付)',
    ])
  })
})
