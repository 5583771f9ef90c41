import type { EntryRole } from '../entries.ts'
import type { Control } from './controls.ts'
import type { Surroundings } from './surroundings.ts'
import { type Evidence, evidenceOfHint, evidenceOfName, evidenceOfText, type Meaning } from './words.ts'

/** How much each place counts. What stands beside a box says more than what programmers called it. */
const WEIGHTS = { near: 6, hint: 4, group: 3, name: 2, type: 5, autocomplete: 8 }
/** Less than a hint alone is a coincidence. */
const THRESHOLD = 4

/** What speaks for a control's meaning. */
interface Judged {
  control: Control
  scores: Record<Meaning, number>
  kana: boolean
  again: boolean
  mobile: boolean
  label: string
  /** The number at the end of its name, such as 2 of `name2`, or null. */
  place: number | null
}

const AUTOCOMPLETE: Readonly<Record<string, Meaning>> = {
  email: 'email',
  'family-name': 'family',
  'given-name': 'given',
  name: 'full',
}

/** How likely these controls take a mail address. */
export function emailScore(controls: readonly Control[], around: (control: Control) => Surroundings): number {
  return Math.max(0, ...judgeAll(controls, around).map(({ kana, scores }) => (kana ? 0 : scores.email)))
}

/** What each box that people type into is for; boxes that are missing in the answer are for something else. */
export function typedRoles(
  controls: readonly Control[],
  around: (control: Control) => Surroundings,
): Map<Control, EntryRole> {
  const judged = judgeAll(controls, around)
  const roles = new Map<Control, EntryRole>()
  const addresses = judged.filter((each) => bestOf(each) === 'email')
  assignAddresses(addresses, roles)
  for (const [index, each] of judged.entries()) {
    // 「もう一度ご入力ください」 means the box before it.
    const before = judged[index - 1]?.control
    const repeats = each.again && bestOf(each) === null && before !== undefined && roles.get(before) === 'email'
    if (repeats) roles.set(each.control, 'emailAgain')
  }
  const names = judged.filter(
    (each) => each.control.type !== 'textarea' && !roles.has(each.control) && !addresses.includes(each),
  )
  assignNames(
    names.filter(({ kana }) => !kana),
    roles,
    ['familyName', 'givenName', 'fullName'],
  )
  assignNames(
    names.filter(({ kana }) => kana),
    roles,
    ['familyKana', 'givenKana', 'fullKana'],
  )
  return roles
}

/** Where nothing is said before any box of a form, its labels stand behind. */
function judgeAll(controls: readonly Control[], around: (control: Control) => Surroundings): Judged[] {
  const typed = controls
    .filter(({ kind, type }) => kind === 'text' && !['password', 'date', 'number', 'url'].includes(type))
    .map((control) => ({ control, texts: around(control) }))
  const saysSomething = typed.some(({ texts: { near, group, hint } }) =>
    [evidenceOfText(near), evidenceOfText(group), evidenceOfHint(hint)].some(
      ({ email, family, given, full }) => email + family + given + full > 0,
    ),
  )
  return typed.map(({ control, texts }) =>
    judge(control, saysSomething ? texts : { ...texts, near: texts.after, group: '' }),
  )
}

function judge(control: Control, around: Surroundings): Judged {
  const near = evidenceOfText(around.near)
  const group = evidenceOfText(around.group)
  const hint = evidenceOfHint(around.hint)
  const name = evidenceOfName(control.name)
  const autocomplete = AUTOCOMPLETE[control.element.attributes.get('autocomplete')?.trim().toLowerCase() ?? '']
  const score = (meaning: Meaning) =>
    WEIGHTS.near * near[meaning] +
    WEIGHTS.hint * hint[meaning] +
    WEIGHTS.group * group[meaning] +
    WEIGHTS.name * name[meaning] +
    (autocomplete === meaning ? WEIGHTS.autocomplete : 0)
  const scores = { email: score('email'), family: score('family'), given: score('given'), full: score('full') }
  // 姓 under お名前 is half of it, whatever the group and the programmer say.
  if (near.family + near.given > 0) scores.full = 0
  if (control.type === 'email') scores.email += WEIGHTS.type
  const kana = isReading(near, group, hint, name)
  // フリガナ alone is the reading of the whole name.
  if (kana && Math.max(...Object.values(scores)) < THRESHOLD) scores.full = THRESHOLD
  return {
    control,
    scores,
    kana,
    again: near.again || hint.again || group.again || name.again,
    mobile: near.mobile || group.mobile || (name.mobile && near.email === 0),
    label: around.near,
    place: placeIn(control.name),
  }
}

function placeIn(name: string): number | null {
  const digits = /(\d+)\D*$/.exec(name)?.[1]
  return digits === undefined ? null : Number(digits)
}

/** A label that names the name itself (お名前) outweighs a programmer's word, and 姓 under フリガナ is a reading. */
function isReading(near: Evidence, group: Evidence, hint: Evidence, name: Evidence): boolean {
  if (near.kana || group.kana) return true
  const named = near.family + near.given + near.full > 0
  return (hint.kana || name.kana) && !(named && !name.kana)
}

/** The meaning with the highest score; 姓 and 名 are more exact than お名前. Null when nothing speaks for any. */
function bestOf({ scores }: Judged): Meaning | null {
  const order: readonly Meaning[] = ['email', 'family', 'given', 'full']
  const best = order.reduce((found, meaning) => (scores[meaning] > scores[found] ? meaning : found), 'email')
  return scores[best] >= THRESHOLD ? best : null
}

/** One address; a box beside it that asks for it again takes the same. Another address at a phone is none of ours. */
function assignAddresses(found: readonly Judged[], roles: Map<Control, EntryRole>): void {
  const [first] = found.toSorted(
    (a, b) =>
      Number(a.again) - Number(b.again) || Number(a.mobile) - Number(b.mobile) || b.scores.email - a.scores.email,
  )
  if (!first) return
  roles.set(first.control, 'email')
  for (const other of found)
    if (other !== first && other.again && other.mobile === first.mobile) roles.set(other.control, 'emailAgain')
}

type NameRoles = readonly [family: EntryRole, given: EntryRole, full: EntryRole]

/** Two boxes for 姓 and 名, or one for both. */
function assignNames(found: readonly Judged[], roles: Map<Control, EntryRole>, names: NameRoles): void {
  const strongest = (meaning: Meaning) =>
    found
      .filter((each) => bestOf(each) === meaning)
      .toSorted((a, b) => b.scores[meaning] - a.scores[meaning])
      .at(0)
  const [family, given, full] = names
  const [familyBox, givenBox] = [strongest('family'), strongest('given')]
  if (familyBox) roles.set(familyBox.control, family)
  if (givenBox) roles.set(givenBox.control, given)
  const [first, second] = found.filter((each) => bestOf(each) === 'full')
  if (!first || (familyBox && givenBox)) return
  // Beside 姓, お名前 is the other half.
  if (familyBox) roles.set(first.control, given)
  else if (givenBox) roles.set(first.control, family)
  else if (second && isNext(first, second)) {
    roles.set(first.control, family)
    roles.set(second.control, given)
  } else roles.set(first.control, full)
}

/** Two boxes under one label, called `name1` and `name2` or without numbers. */
function isNext(first: Judged, second: Judged): boolean {
  if (second.label !== '' && second.label !== first.label) return false
  if (first.place !== null && second.place !== null) return second.place === first.place + 1
  return first.place === second.place || second.place === 2
}
