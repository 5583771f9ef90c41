import { expect, it } from 'vitest'
import { sampleEvent } from '../../events/index.ts'
import { previewTicket } from './preview.ts'
import { zendeskDefinition } from './settings.ts'

const shop = { shopName: '朝活スクール', baseUrl: 'https://shop.example', timeZone: 'Asia/Tokyo' }
const now = new Date('2026-11-23T06:07:00Z')

it('shows a sample until there was an application', () => {
  const preview = previewTicket(zendeskDefinition.defaults, null, shop, now)
  expect(preview).toMatchObject({ source: 'sample', problems: [] })
  expect(preview.subject).toBe('【お申し込み】オンライン講座 ベーシック(A-3H8NPW2K) 山田 花子様')
  expect(preview.body).toContain('日時: 2026年11月23日 15:07')
})

it('shows the latest application', () => {
  const latest = sampleEvent('application.completed', new Date('2026-11-20T00:00:00Z'))
  const preview = previewTicket({ subject: '{{お名前}}様', body: '{{日時}}' }, latest, shop, now)
  expect(preview).toEqual({ subject: '山田 花子様', body: '2026年11月20日 9:00', problems: [], source: 'latest' })
})

it('names what could not be saved, and shows the rest', () => {
  const preview = previewTicket({ subject: '{{番号}}', body: '｛｛商品｝｝ {{' }, null, shop, now)
  expect(preview).toMatchObject({
    subject: '｛｛番号｝｝',
    body: 'オンライン講座 ベーシック ｛｛',
    problems: [
      { field: 'subject', message: expect.stringContaining('「{{番号}}」という項目はありません') },
      { field: 'body', message: expect.stringContaining('組になっていない') },
    ],
  })
})
