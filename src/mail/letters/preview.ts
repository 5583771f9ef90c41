import { type FieldFault, faultsOf } from '../../platform/field-faults.ts'
import { asTemplate } from '../../platform/template.ts'
import { dayIn, type Shop } from '../../site/index.ts'
import type { CustomerLetterKind, CustomerLetterWish } from '../wishes.ts'
import { definitionOf } from './catalogue.ts'
import type { Addressee } from './common.ts'
import type { LetterText } from './definition.ts'
import { wordLetter } from './wording.ts'
import { letterSettings } from './words.ts'

const SAMPLE_CUSTOMER: Addressee = {
  id: null,
  familyName: '山田',
  givenName: '花子',
  email: 'hanako@customer.example',
}

/** The letter that words as typed make of an invented wish, and why they could not be saved as they are. Pure. */
export function previewLetter(
  kind: CustomerLetterKind,
  typed: LetterText,
  shop: Shop,
  now: Date,
): LetterText & { problems: FieldFault[] } {
  const parsed = letterSettings(kind).schema.safeParse({ sent: true, ...typed })
  const words = { subject: asTemplate(typed.subject), body: asTemplate(typed.body) }
  return {
    ...wordLetter(words, SAMPLE_CUSTOMER, sampleWish(kind, shop, now), shop),
    problems: parsed.success ? [] : faultsOf(parsed.error),
  }
}

function sampleWish(kind: CustomerLetterKind, shop: Shop, now: Date): CustomerLetterWish {
  return definitionOf(kind).sample({ baseUrl: shop.baseUrl, now, today: dayIn(shop.timeZone, now) })
}
