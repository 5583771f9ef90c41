import type { Question } from '../../../products/schema.ts'
import type { Product } from '../../api/schemas.ts'

/** A question as it is being typed: choices as lines, and a key of its own while it may have no words yet. */
export interface TypedQuestion {
  key: string
  kind: Question['kind']
  label: string
  required: boolean
  choices: string
}

/** A product as it stands in its form; numbers that were emptied are ''. */
export interface ProductFormFields {
  name: string
  slug: string
  kind: Product['kind']
  priceYen: number | string
  cardAccepted: boolean
  transferAccepted: boolean
  description: string
  questions: TypedQuestion[]
  offerProductId: string | null
  offerText: string
  offerMinutes: number | string
  memberPage: string
  netshoninPlanId: string
}

export const NEW_PRODUCT: ProductFormFields = {
  name: '',
  slug: '',
  kind: 'monthly',
  priceYen: '',
  cardAccepted: true,
  transferAccepted: false,
  description: '',
  questions: [],
  offerProductId: null,
  offerText: '',
  offerMinutes: 30,
  memberPage: '',
  netshoninPlanId: '',
}

/** A new question of the form. `nth`: how many there have been, for a key that no other has. */
export function newQuestion(nth: number): TypedQuestion {
  return { key: `new-${nth}`, kind: 'text', label: '', required: false, choices: '' }
}

export function fieldsOf(product: Product): ProductFormFields {
  const {
    id: _,
    state: _state,
    createdAt: _created,
    updatedAt: _updated,
    questions,
    netshoninPlanId,
    ...fields
  } = product
  return {
    ...fields,
    questions: questions.map((question) => ({
      ...question,
      key: question.label,
      choices: question.choices.join('\n'),
    })),
    netshoninPlanId: netshoninPlanId ?? '',
  }
}

/** What is sent. A list that is not shown is left out, so that a product keeps its own while the integration is off. */
export function inputOf(fields: ProductFormFields, product: Product | null, withNetshonin: boolean) {
  const { netshoninPlanId, priceYen, offerMinutes, questions, ...others } = fields
  const input = {
    ...others,
    // An emptied number is '', which the API would call a wrong type; 0 gets the sentence that staff understand.
    priceYen: Number(priceYen),
    offerMinutes: Number(offerMinutes),
    questions: questions.map(({ key: _, choices, ...question }) => ({ ...question, choices: linesOf(choices) })),
  }
  if (withNetshonin) return { ...input, netshoninPlanId }
  return product ? input : { ...input, netshoninPlanId: null }
}

function linesOf(text: string): string[] {
  return text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')
}
