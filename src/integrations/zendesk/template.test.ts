import { expect, it } from 'vitest'
import { sampleEvent } from '../../events/index.ts'
import { type CompletedApplication, valuesOf } from './messages.ts'
import { fillTicket, placeholders } from './template.ts'

const shop = { shopName: '朝活スクール', baseUrl: 'https://shop.example', timeZone: 'Asia/Tokyo' }
const event = sampleEvent('application.completed', new Date('2026-11-23T06:07:00Z')) as CompletedApplication
const values = valuesOf(event, shop)

it('has something to say for each placeholder of a whole application', () => {
  for (const { name } of placeholders) expect(fillTicket(`<{{ ${name} }}>`, values)).toMatch(/^＜.+＞$/)
})

it.each([
  ['what staff wrote means nothing to Zendesk', '{x} {% if %} <b>', '｛x｝ ｛% if %｝ ＜b＞'],
  ['an unknown name stands as typed', '{{ticket.id}}', '｛｛ticket.id｝｝'],
])('%s', (_name, template, text) => {
  expect(fillTicket(template, values)).toBe(text)
})
