import { describe, expect, it } from 'vitest'
import { definitionOf } from './catalogue.ts'
import { wordLetter } from './wording.ts'

const shop = {
  shopName: 'こもれび音楽教室',
  baseUrl: 'https://shop.example',
  timeZone: 'Asia/Tokyo',
  contactEmail: 'help@shop.example',
  legalUrl: '',
  privacyUrl: '',
}
const to = (familyName: string) => ({ id: null, familyName, givenName: '花子', email: 'hanako@customer.example' })
const registered = { kind: 'registered' } as const

describe('a hostile name', () => {
  it.each([
    [
      'line breaks',
      '山\r\nBcc: all@victim.example\n\nお振り込み先:\u2028別の口座',
      '山 Bcc: all@victim.example お振り込み先: 別の口座',
    ],
    ['placeholders', '{{ショップ名}}｛｛姓｝｝{{', '{{ショップ名}}｛｛姓｝｝{{'],
    ['markup', '<script>alert(1)</script>', '<script>alert(1)</script>'],
    ['marks that turn the writing direction round', '\u202e田山\u2066\u200f', '田山'],
    ['control characters', '山\u0000田\u001b[31m', '山田[31m'],
    ['patterns of a replacement', "$&$1$'", "$&$1$'"],
  ])('with %s is data on one line', (_what, typed, shown) => {
    const words = { subject: '{{姓}}様', body: '{{姓}} 様\n本文' }
    const letter = wordLetter(words, to(typed), registered, shop)
    expect(letter).toEqual({ subject: `${shown}様`, body: `${shown} 様\n本文\n` })
  })
})

it('a subject is one line even where a value has several', () => {
  const transfer = {
    ...{ productName: '動画講座', amountYen: 980, reference: '12', dueOn: '2026-12-01' },
    bankAccount: ' みほん銀行\r\n普通 1234567\u202e\n',
  }
  const words = { subject: '{{お振り込み先}}', body: '{{お振り込み先}}' }
  const letter = wordLetter(words, to('山田'), { kind: 'transfer_reminder', transfer }, shop)
  expect(letter).toEqual({ subject: 'みほん銀行 普通 1234567', body: 'みほん銀行\n普通 1234567\n' })
})

it('a shop without an account to pay to does not leave the place empty', () => {
  const transfer = { productName: '動画講座', amountYen: 980, reference: '12', dueOn: '2026-12-01', bankAccount: '' }
  const words = { subject: '件名', body: 'お振り込み先:\n{{お振り込み先}}' }
  const { body } = wordLetter(words, to('山田'), { kind: 'transfer_reminder', transfer }, shop)
  expect(body).toContain('あらためてご連絡いたします')
})

describe('words that leave nothing', () => {
  it('give way to the initial ones: a letter has a subject and a text', () => {
    const words = { subject: '{{特定商取引法に基づく表記のURL}}', body: '{{特定商取引法に基づく表記のURL}}' }
    const letter = wordLetter(words, to('山田'), registered, shop)
    expect(letter).toEqual(wordLetter(definitionOf('registered').initial, to('山田'), registered, shop))
  })
})

describe('a paragraph', () => {
  const application = { number: 'A-TEST2345', productName: '動画講座', amountYen: 9_800, nextChargeOn: null }
  const wish = { kind: 'application_accepted', application, invitation: null } as const
  const bodyOf = (body: string) => wordLetter({ subject: '件名', body }, to('山田'), wish, shop).body

  it.each([
    ['goes whole when nothing in it has anything to say', '一\n\n【本登録】\n{{本登録のURL}}\n\n二', '一\n\n二\n'],
    ['stays when something in it has', '【{{商品}}】\n次回: {{次回のご請求日}}\n二', '【動画講座】\n二\n'],
    ['stays when it has no placeholder', '一\n\n二', '一\n\n二\n'],
  ])('%s', (_name, body, text) => {
    expect(bodyOf(body)).toBe(text)
  })
})
