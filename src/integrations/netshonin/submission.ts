import type { FormPairs } from '../../platform/form-encoding.ts'
import type { ManualRegistration } from '../connector.ts'
import { type FormEntry, PLAN_PLACE } from './entries.ts'

/** Values that the page of the form gives its hidden fields at this moment; of one name, in their order. */
export type FreshValues = ReadonlyMap<string, readonly string[]>

/**
 * The form as filled in for this person, in the order of its controls. `fresh` replaces what hidden fields had when the
 * form was read, and adds hidden fields that were not there then.
 */
export function fillIn(entries: readonly FormEntry[], person: ManualRegistration, fresh: FreshValues): FormPairs {
  const left = new Map([...fresh].map(([name, values]) => [name, [...values]]))
  const filled = entries.flatMap((entry): [string, string][] => {
    if (entry.role === 'omit' || entry.role === 'ask') {
      left.delete(entry.name)
      return []
    }
    const current = left.get(entry.name)?.shift()
    return [[entry.name, entry.role === 'page' ? (current ?? entry.value) : sentFor(entry, person)]]
  })
  const known = new Set(entries.map(({ name }) => name))
  const added = [...left].filter(([name]) => !known.has(name))
  return [...added.flatMap(([name, values]) => values.map((value): [string, string] => [name, value])), ...filled]
}

function sentFor(entry: FormEntry, { email, familyName, givenName, planId }: ManualRegistration): string {
  switch (entry.role) {
    case 'email':
    case 'emailAgain':
      return email
    case 'familyName':
      return familyName
    case 'givenName':
      return givenName
    case 'fullName':
      return together(familyName, givenName)
    case 'familyKana':
      return reading(familyName, entry) ?? entry.value
    case 'givenKana':
      return reading(givenName, entry) ?? entry.value
    case 'fullKana': {
      const [family, given] = [reading(familyName, entry), reading(givenName, entry)]
      return family === null || given === null ? entry.value : together(family, given)
    }
    case 'plan':
      return planId
    default:
      return entry.value
  }
}

/** A full-width space: forms that want 全角 refuse the other one. */
function together(familyName: string, givenName: string): string {
  return `${familyName}\u3000${givenName}`
}

/** A name's reading, where the name is written in nothing but kana; in the kana that the label is written in. */
function reading(name: string, { label }: FormEntry): string | null {
  const plain = name.normalize('NFKC')
  if (!/^[\p{Script=Hiragana}\p{Script=Katakana}ー・\s]+$/u.test(plain)) return null
  if (/フリガナ|カナ|セイ|メイ|ヨミ/.test(label.normalize('NFKC'))) return shifted(plain, /[ぁ-ゖ]/g, 0x60)
  return shifted(plain, /[ァ-ヶ]/g, -0x60)
}

function shifted(text: string, letters: RegExp, by: number): string {
  return text.replace(letters, (letter) => String.fromCharCode(letter.charCodeAt(0) + by))
}

/** An address with the plan's id in its place, for forms that take it from there. */
export function addressFor(address: string, planId: string): string {
  return address.replaceAll(PLAN_PLACE, encodeURIComponent(planId))
}
