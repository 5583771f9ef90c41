import { expect, it } from 'vitest'
import { openJourney } from './journey.ts'

const { shop, customer, days, staff, site } = openJourney(import.meta.filename, '2032-05-20')
const mai = customer('斎藤', '麻衣', 'mai')

it('the general room hears that メンテナンスモード is on, and every public page is closed', async () => {
  await mai.applies('morning', 'visa')
  await mai.hears()
  await staff.ask('PUT', '/maintenance', { on: true, message: '棚卸しのため、お休みします。' })
  expect(await site.hears()).toEqual(['2032-05-20 site.maintenance_started (店長 日向) → 全体のお知らせ'])
  for (const path of ['/apply/morning', '/offer/anything', '/register/anything', '/mypage', '/mypage/login']) {
    const page = await mai.opens(path)
    expect([path, page.status, page.html.includes('棚卸しのため、お休みします。')]).toEqual([path, 503, true])
  }
})

it('what falls due meanwhile happens: money, news and letters', async () => {
  await days(31)
  expect(shop.world.gateway.charges.map(({ status }) => status)).toEqual(['succeeded', 'succeeded'])
  mai.bank('declines')
  await days(30)
  expect(await mai.hears()).toEqual([
    '2032-07-20 payment.renewal_card_failed (4回中 1回目) (2032/07/21(水) 09:00) → 決済トラブル対応',
    'letter: お支払いができませんでした(カードのご確認のお願い)',
  ])
  expect((await mai.opens('/mypage')).status).toBe(503)
})

it('OFF opens the pages again, and is told once', async () => {
  await staff.ask('PUT', '/maintenance', { on: false })
  await staff.ask('PUT', '/maintenance', { on: false })
  expect((await mai.opens('/apply/morning')).status).toBe(200)
  expect(await site.hears()).toEqual(['2032-07-20 site.maintenance_ended (店長 日向) → 全体のお知らせ'])
})
