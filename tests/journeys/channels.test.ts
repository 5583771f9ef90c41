import { expect, it } from 'vitest'
import type { Customer } from './customer.ts'
import { openJourney } from './journey.ts'

const { shop, customer, staff } = openJourney(import.meta.filename, '2032-09-01')

const rooms = {
  generalRoomId: '421500014',
  applicationRoomId: '421500011',
  paymentRoomId: '421500012',
  contractRoomId: '421500013',
}
const noRooms = { generalRoomId: '', applicationRoomId: '', paymentRoomId: '', contractRoomId: '' }

/** Brings about an event of each category, and says by which way each was told. */
async function oneOfEach(somebody: Customer): Promise<string[]> {
  await somebody.applies('consulting', 'isDeclined')
  await somebody.applies('morning', 'visa')
  await staff.acts(somebody.email, 'reserve-cancellation')
  const heard = await somebody.hears()
  return heard.flatMap((line) => {
    const [, type, ways] = /^\S+ ([\w.]+) .*?→ (.*)$/.exec(line) ?? []
    return type && ways ? [`${type} → ${ways}`] : []
  })
}

it('Chatwork off, 通知メールの停止 on: mail, because there is nothing that it could stand in for', async () => {
  await staff.saves('chatwork', { enabled: false })
  expect(await oneOfEach(customer('青木', '一郎', 'ichiro'))).toEqual([
    'payment.application_card_failed → mail',
    'customer.provisionally_registered → mail + list 101',
    'application.completed → mail + ticket + list 203',
    'contract.cancellation_reserved → mail',
  ])
})

it('on, with no room chosen for a category: its mail, in the ordinary wording', async () => {
  await staff.saves('chatwork', { enabled: true, ...noRooms, paymentRoomId: rooms.paymentRoomId })
  expect(await oneOfEach(customer('青木', '二郎', 'jiro'))).toEqual([
    'payment.application_card_failed → 決済トラブル対応',
    'customer.provisionally_registered → mail + list 101',
    'application.completed → mail + ticket + list 203',
    'contract.cancellation_reserved → mail',
  ])
})

it('on, with one room for two categories: both are told there, and in no other', async () => {
  await staff.saves('chatwork', { ...rooms, contractRoomId: rooms.paymentRoomId })
  expect(await oneOfEach(customer('青木', '三郎', 'saburo'))).toEqual([
    'payment.application_card_failed → 決済トラブル対応',
    'customer.provisionally_registered → 全体のお知らせ + list 101',
    'application.completed → お申し込み通知 + ticket + list 203',
    'contract.cancellation_reserved → 決済トラブル対応',
  ])
})

it('at the limit of Chatwork’s API: mail with the reason, even with 通知メールの停止, and never a post later', async () => {
  await staff.saves('chatwork', rooms)
  await fetch(`${shop.sandbox.url}/sandbox/api/chatwork/limits`, {
    method: 'PUT',
    body: JSON.stringify({ remaining: 0 }),
  })
  const shiro = customer('青木', '四郎', 'shiro')
  const why = 'for APIの利用制限のため(5分間に300回まで)'
  expect(await oneOfEach(shiro)).toEqual([
    `payment.application_card_failed → mail, ${why}`,
    `customer.provisionally_registered → mail + list 101, ${why}`,
    `application.completed → mail + ticket + list 203, ${why}`,
    `contract.cancellation_reserved → mail, ${why}`,
  ])
  shop.world.chatwork.limits.windows.clear()
  expect(await shiro.hears()).toEqual([])
})
