import { expect, it } from 'vitest'
import { sampleEvent } from '../../events/index.ts'
import { type CompletedApplication, valuesOf } from './messages.ts'
import { asTemplate, fillTemplate, placeholders, templateFaults } from './template.ts'

const shop = { shopName: '朝活スクール', baseUrl: 'https://shop.example', timeZone: 'Asia/Tokyo' }
const event = sampleEvent('application.completed', new Date('2026-11-23T06:07:00Z')) as CompletedApplication
const values = valuesOf(event, shop)

it('has something to say for each placeholder of a whole application', () => {
  for (const { name } of placeholders) expect(fillTemplate(`<{{ ${name} }}>`, values)).toMatch(/^＜.+＞$/)
})

it.each([
  ['a line without placeholders stays', '一\n\n二', '一\n\n二'],
  ['a line with nothing to say goes', '一\n契約番号: {{契約番号}}\n二', '一\n二'],
  ['and leaves no gap', '一\n\n契約番号: {{契約番号}}\n\n二', '一\n\n二'],
  ['a line that says something stays', '{{申込番号}} {{契約番号}}。', 'A-3H8NPW2K 。'],
  ['what staff wrote means nothing to Zendesk', '{x} {% if %} <b>', '｛x｝ ｛% if %｝ ＜b＞'],
  ['an unknown name stands as typed', '{{ticket.id}}', '｛｛ticket.id｝｝'],
])('%s', (_name, template, text) => {
  expect(fillTemplate(template, { ...values, 契約番号: '' })).toBe(text)
})

it.each([
  ['{{申込番号}} {{ お名前 }}', []],
  ['{一つの波括弧}', []],
  ['{{}}', ['「{{}}」という項目はありません。一覧から選んで差し込んでください。']],
  ['{{番号}} {{番号}}', ['「{{番号}}」という項目はありません。一覧から選んで差し込んでください。']],
  ['{{申込番号', ['「{{」と「}}」が組になっていないところがあります。']],
  ['申込番号}}', ['「{{」と「}}」が組になっていないところがあります。']],
  ['{{申込\n番号}}', ['「{{」と「}}」が組になっていないところがあります。']],
])('finds in %j the faults %j', (template, faults) => {
  expect(templateFaults(template)).toEqual(faults)
})

it('keeps a template as it kept it before', () => {
  const kept = asTemplate(' ｛｛姓｝｝  \r\n 二 \r')
  expect([kept, asTemplate(kept)]).toEqual(['{{姓}}\n 二', '{{姓}}\n 二'])
})
