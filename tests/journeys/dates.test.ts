import { describe, expect, it } from 'vitest'
import { openJourney } from './journey.ts'

const { shop, customer, until, staff } = openJourney(import.meta.filename, '2032-01-31')
const misaki = customer('佐藤', '美咲', 'misaki')
const ryo = customer('木村', '亮', 'ryo')
const kaori = customer('森', '香織', 'kaori')
const shota = customer('加藤', '翔太', 'shota')

const paid = () => shop.world.gateway.charges.filter(({ status }) => status === 'succeeded').length

/** What happened to anybody since this was last asked: the instant in Tokyo, what, and to whom. */
let known = 0
async function story(): Promise<string[]> {
  const events = (await staff.events()).slice(known)
  known += events.length
  return events.map(({ occurredAt, type, summary }) => {
    const at = new Date(Date.parse(occurredAt) + 9 * 3_600_000).toISOString()
    const who = [misaki, ryo, kaori, shota].find(({ fullName }) => summary.includes(fullName))
    return `${at.slice(5, 10)} ${at.slice(11, 16)} ${type} ${who?.fullName}`
  })
}

describe('a contract that began on the 31st', () => {
  it('is renewed on the last day of shorter months, a leap year’s February too, and on the 31st of longer ones', async () => {
    await misaki.applies('morning', 'visa')
    await misaki.registers()
    const paidOn: string[] = []
    for (const day of ['02-28', '02-29', '03-29', '03-31', '04-29', '04-30', '05-30', '05-31']) {
      const before = paid()
      await until(`2032-${day}`)
      if (paid() > before) paidOn.push(day)
    }
    expect(paidOn).toEqual(['02-29', '03-31', '04-30', '05-31'])
  })

  it('ends on the last day of a shorter month too', async () => {
    await misaki.hears()
    await misaki.reservesCancellation()
    expect(await misaki.hears()).toEqual([
      '2032-05-31 contract.cancellation_reserved (お客様) (2032/06/30(水)) → 契約・解約',
      'letter: 解約のお手続きを承りました(2032年6月30日付)',
    ])
  })
})

describe('several things that fall due', () => {
  it('on one day happen in the order of their hours: an end before the charges', async () => {
    // Ryo's charge and Misaki's end fall on 30 June; Kaori's transfer was due on the day before.
    await ryo.applies('morning', 'mastercard')
    await ryo.registers()
    await until('2032-06-22')
    await kaori.applies('morning', 'transfer')
    await ryo.hears()
    ryo.bank('declines')
    await until('2032-06-29')
    await story()
    await until('2032-06-30')
    const [first, ...atNine] = await story()
    expect(first).toBe('06-30 00:00 contract.cancelled 佐藤 美咲')
    // Two contracts at one hour wait for nothing of each other.
    expect(atNine.toSorted()).toEqual([
      '06-30 09:00 contract.suspended 森 香織',
      '06-30 09:00 payment.renewal_card_failed 木村 亮',
    ])
  })

  it('in six months that pass at once happen each on its day, in their order', async () => {
    await shota.applies('morning', 'transfer')
    await ryo.hears()
    await kaori.hears()
    await story()
    await until('2032-12-30')
    expect(await story()).toEqual([
      '07-01 09:00 payment.renewal_card_failed 木村 亮',
      '07-03 09:00 payment.renewal_card_failed 木村 亮',
      '07-07 09:00 payment.renewal_card_failed 木村 亮',
      '07-07 09:00 contract.suspended 木村 亮',
      '07-08 09:00 contract.suspended 加藤 翔太',
    ])
    expect(await shota.hears()).toEqual([
      '2032-06-30 customer.provisionally_registered → 全体のお知らせ + list 101',
      '2032-06-30 application.completed (朝活の会) (通常の申し込み) (銀行振込(入金待ち)) → お申し込み通知 + ticket + list 203',
      'letter: お申し込みありがとうございます(お振り込みのご案内)',
      'letter: お振り込みの期日が近づいています(2032年7月7日まで)',
      '2032-07-08 contract.suspended (決済の未確認) → 契約・解約',
      'letter: 「朝活の会」のご利用を停止いたしました',
    ])
  })

  it('the months of a suspension make no debt: the term that is paid begins anew on its day', async () => {
    await ryo.hears()
    const before = paid()
    await ryo.changesCard('jcb')
    expect(await ryo.hears()).toEqual([
      '2032-12-30 payment.card_recovered (カード決済不能) → 決済トラブル対応',
      '2032-12-30 contract.resumed (お客様) → 契約・解約',
      'letter: お支払いが完了しました',
    ])
    expect(paid()).toBe(before + 1)
    await until('2033-02-27')
    expect(paid()).toBe(before + 2)
    await until('2033-02-28')
    expect(paid()).toBe(before + 3)
    expect(await ryo.hears()).toEqual([])
  })
})
