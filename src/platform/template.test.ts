import { describe, expect, it } from 'vitest'
import { asTemplate, fillTemplate, isSilent, namesIn, templateFaults } from './template.ts'

const placeholders = [
  { name: '番号', meaning: '申込番号' },
  { name: '姓', meaning: 'お客様の姓' },
  { name: '契約', meaning: '契約番号' },
]
const values = { 番号: 'A-3H8NPW2K', 姓: '山田', 契約: '' }

describe('a filled template', () => {
  it.each([
    ['a line without placeholders stays', '一\n\n二', '一\n\n二'],
    ['names may stand in spaces', '{{ 番号 }}', 'A-3H8NPW2K'],
    ['a line with nothing to say goes', '一\n契約: {{契約}}\n二', '一\n二'],
    ['and leaves no gap', '一\n\n契約: {{契約}}\n\n二', '一\n\n二'],
    ['a line that says something stays', '{{番号}} {{契約}}。', 'A-3H8NPW2K 。'],
    ['an unknown name stands as typed', '{{ticket.id}}', '{{ticket.id}}'],
    ['a name that every object has is unknown too', '{{toString}}', '{{toString}}'],
  ])('%s', (_name, template, text) => {
    expect(fillTemplate(template, values)).toBe(text)
  })

  it('takes values as data: no placeholder in them is filled, and no pattern of a replacement either', () => {
    expect(fillTemplate('{{姓}} 様', { ...values, 姓: "{{番号}}$&$'" })).toBe("{{番号}}$&$' 様")
  })
})

it.each([
  ['{{番号}} {{ 姓 }}', []],
  ['{一つの波括弧}', []],
  ['{{}}', ['「{{}}」という項目はありません。一覧から選んで差し込んでください。']],
  ['{{価格}} {{価格}}', ['「{{価格}}」という項目はありません。一覧から選んで差し込んでください。']],
  ['{{番号', ['「{{」と「}}」が組になっていないところがあります。']],
  ['番号}}', ['「{{」と「}}」が組になっていないところがあります。']],
  ['{{番\n号}}', ['「{{」と「}}」が組になっていないところがあります。']],
])('finds in %j the faults %j', (template, faults) => {
  expect(templateFaults(template, placeholders)).toEqual(faults)
})

it('keeps a template as it kept it before', () => {
  const kept = asTemplate(' ｛｛姓｝｝  \r\n 二 \r')
  expect([kept, asTemplate(kept)]).toEqual(['{{姓}}\n 二', '{{姓}}\n 二'])
})

it('a piece is silent when it has placeholders and none of them says anything', () => {
  expect(
    ['契約: {{契約}}', '契約: {{契約}} {{姓}}', '契約', '{{番 号}}'].map((piece) => isSilent(piece, values)),
  ).toEqual([true, false, false, false])
  expect(namesIn('{{姓}} {{ 姓 }} {{番号}}')).toEqual(new Set(['姓', '番号']))
})
