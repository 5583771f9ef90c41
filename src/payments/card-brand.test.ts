import { expect, it } from 'vitest'
import { brandName } from './card-brand.ts'

it.each([
  ['visa', 'Visa'],
  ['VISA', 'Visa'],
  ['master', 'Mastercard'],
  ['MasterCard', 'Mastercard'],
  ['jcb', 'JCB'],
  ['amex', 'American Express'],
  ['American Express', 'American Express'],
  ['diners_club', 'Diners Club'],
  ['discover', 'Discover'],
  ['UnionPay', 'UnionPay'],
  ['', ''],
])('%j is read %j', (brand, name) => {
  expect(brandName(brand)).toBe(name)
})
