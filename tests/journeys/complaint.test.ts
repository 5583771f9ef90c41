import { expect, it } from 'vitest'
import { comeBackAs } from '../../sandbox/mail/coming-back.ts'
import { lettersTo } from '../../sandbox/mail/mailbox.ts'
import { openJourney } from './journey.ts'

const { shop, customer, staff, returns } = openJourney(import.meta.filename, '2032-07-01')
const aoi = customer('小川', '葵', 'aoi')

/** She presses 迷惑メール on the latest letter, and her provider tells the shop. */
async function reportsAsSpam(): Promise<void> {
  const [letter] = lettersTo(shop.world.mailbox, aoi.email).slice(-1)
  if (letter === undefined) throw new Error('she has no letter')
  comeBackAs(shop.world, letter, 'complaint')
  await returns()
}

it('a complaint about a letter is told of once', async () => {
  await aoi.applies('morning', 'visa')
  await aoi.hears()
  await reportsAsSpam()
  await reportsAsSpam()
  expect(await aoi.hears()).toEqual([
    expect.stringMatching(
      /^2032-07-01 mail.complaint_reported \(.*お申し込みありがとうございます.*\) \(mx.customer.example\) → 全体のお知らせ$/,
    ),
  ])
})

it('letters that need not be sent are held from then on', async () => {
  await aoi.registers()
  await aoi.reservesCancellation()
  await aoi.withdrawsCancellation()
  expect(await aoi.hears()).toEqual([
    '2032-07-01 customer.registered → 全体のお知らせ',
    'letter: 本登録が完了しました (held)',
    expect.stringContaining('contract.cancellation_reserved'),
    'letter: 解約のお手続きを承りました(2032年8月1日付)',
    expect.stringContaining('contract.cancellation_withdrawn'),
    'letter: 解約を取りやめ、ご契約を継続いたします (held)',
  ])
  expect(await staff.customer(aoi.email)).toMatchObject({ mailState: 'complained', newsletter: false })
})

it('until she asks for mail again', async () => {
  const profile = await aoi.opens('/mypage/profile')
  await aoi.sends('/mypage/profile', { ...profile.fields, newsletter: 'yes' })
  expect(await staff.customer(aoi.email)).toMatchObject({ mailState: 'ok', newsletter: true })
  await aoi.reservesCancellation()
  await aoi.withdrawsCancellation()
  expect((await aoi.hears()).at(-1)).toBe('letter: 解約を取りやめ、ご契約を継続いたします')
})
