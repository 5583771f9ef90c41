import { describe, expect, it } from 'vitest'
import { openJourney } from './journey.ts'

const { shop, customer, staff } = openJourney(import.meta.filename, '2032-06-01')
const kenji = customer('森田', '健二', 'kenji')
const aya = customer('藤田', '彩', 'aya')

describe('an application whose card is declined', () => {
  it('is told of, and makes no customer, no ticket and no entry on a list', async () => {
    const page = await kenji.applies('morning', 'isDeclined')
    expect(page.path).toBe('/apply/morning')
    expect(page.html).toContain('カード会社の承認が得られませんでした。')
    expect(await kenji.hears()).toEqual([
      '2032-06-01 payment.application_card_failed (朝活の会) (通常の申し込み) (カード会社により決済が承認されませんでした。) → 決済トラブル対応',
    ])
    expect(await staff.ask('GET', `/customers?q=${kenji.email}`)).toMatchObject({ items: [] })
  })

  it('succeeds with another card, as if the first had never been tried', async () => {
    expect((await kenji.applies('morning', 'visa')).path).toMatch(/^\/apply\/thanks\//)
    expect(await kenji.hears()).toEqual([
      '2032-06-01 customer.provisionally_registered → 全体のお知らせ + list 101',
      '2032-06-01 application.completed (朝活の会) (通常の申し込み) (クレジットカード(決済済み)) → お申し込み通知 + ticket + list 203',
      'letter: お申し込みありがとうございます',
    ])
    expect(shop.world.gateway.charges.map(({ status }) => status)).toEqual(['declined', 'succeeded'])
  })
})

describe('an offer whose card is declined', () => {
  it('is told of in the room of payments and asks for another card', async () => {
    const offer = await aya.applies('english', 'mastercard')
    aya.bank('declines')
    const again = await aya.accepts(offer)
    expect(again.path).toBe(offer.path)
    expect(again.html).toContain('カードのご利用限度額を超えているため')
    expect(await aya.hears()).toEqual([
      '2032-06-01 customer.provisionally_registered → 全体のお知らせ + list 101',
      '2032-06-01 application.completed (英会話コース) (通常の申し込み) (クレジットカード(決済済み)) → お申し込み通知 + ticket + list 201',
      'letter: お申し込みありがとうございます',
      '2032-06-01 payment.application_card_failed (個別相談) (ワンタイムオファー) (カードの利用限度額を超えています。) → 決済トラブル対応',
    ])
    expect((await aya.accepts(again, 'jcb')).path).toMatch(/^\/apply\/thanks\//)
    expect(await aya.hears()).toEqual([
      '2032-06-01 application.completed (個別相談) (ワンタイムオファー) (クレジットカード(決済済み)) → お申し込み通知 + ticket + list 204',
      'letter: お申し込みありがとうございます',
    ])
  })
})
