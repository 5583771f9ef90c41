import type { Control } from './controls.ts'
import { plain } from './words.ts'

/** How comparable systems call the field of a list's id, and how sure such a word is. */
const NAMES: Readonly<Record<string, number>> = {
  plan: 6,
  planid: 6,
  plancode: 6,
  pid: 4,
  list: 4,
  listid: 4,
  mm: 3,
  lid: 3,
  mlist: 4,
  pln: 4,
  mlid: 4,
  ml: 3,
  scenario: 4,
  senario: 4,
  course: 3,
  mid: 3,
  gid: 3,
  group: 3,
  groupid: 3,
  fid: 2,
  category: 2,
  cat: 2,
  cid: 2,
  no: 2,
  id: 2,
  code: 1,
  product: 1,
}
/** Hidden fields that carry how the form works, not where it registers. */
const WORKINGS =
  /token|csrf|sess|ticket|nonce|mode|action|cmd|charset|encode|encoding|utf8|lang|ref|referer|return|redirect|url|mail/
const MAGAZINE = /^(?:mail|mel|mer|meru)?mag(?:a|azine)?(?:id|no|cd|code)?$|^mailid$/
const LABEL = /プラン|リスト|コース|シナリオ|メルマガ|メールマガジン|購読|講読|ステップメール/
const NO_LIST = /同意|規約|承諾|個人情報|プライバシー|性別|都道府県|形式|html|希望しない/
/** Choices of how a letter looks and where it is read. */
const FORMATS = /^(?:html|テキスト|text|pc|パソコン|携帯|モバイル|スマホ|スマートフォン|mobile)/
const THRESHOLD = 2

/** The control whose value says on which list somebody is put, or null. `labelOf` gives what stands beside a control. */
export function planControl(controls: readonly Control[], labelOf: (control: Control) => string): Control | null {
  const scored = controls
    .filter(({ kind }) => kind !== 'button')
    .map((control) => ({ control, score: scoreOf(control, labelOf(control)) }))
    .filter(({ score }) => score >= THRESHOLD)
    .toSorted((a, b) => b.score - a.score)
  return scored[0]?.control ?? null
}

/** How sure it is that a parameter of an address is a list's id. */
export function planScoreOfName(name: string): number {
  const words = name
    .replace(/([a-z])([A-Z])/g, '$1 $2')
    .toLowerCase()
    .split(/[^a-z0-9]+/)
    .filter((word) => word !== '')
  const whole = words.join('')
  const stem = whole.replace(/(id|no|num|number|code|key)$/, '')
  const exact = NAMES[whole] ?? NAMES[stem]
  if (exact !== undefined) return exact
  if (MAGAZINE.test(whole)) return 4
  if (WORKINGS.test(whole)) return 0
  return Math.max(0, ...words.map((word) => NAMES[word] ?? 0))
}

function scoreOf(control: Control, label: string): number {
  const score = planScoreOfName(control.name)
  const said = plain(label)
  if (NO_LIST.test(said) || isSubscription(control, label) || isFormat(control)) return 0
  if (control.kind === 'hidden') return hiddenScore(score, control.value ?? '')
  const offered = plain(control.options.map((option) => option.label).join(' '))
  const labelled = LABEL.test(said) ? 4 : LABEL.test(offered) && !NO_LIST.test(offered) ? 3 : 0
  // A box that people type into is a list's id only where it says so.
  if (control.kind === 'text') return /プラン(id|コード|番号)/.test(said) || score >= 6 ? score + labelled : 0
  return score + labelled
}

function isFormat({ options }: Control): boolean {
  return options.length > 1 && options.every((option) => FORMATS.test(plain(option.label)))
}

function hiddenScore(score: number, value: string): number {
  if (score === 0 || !/^[\w.-]{0,40}$/.test(value)) return 0
  if (/^[0-9a-f]{16,}$/i.test(value)) return 0
  if (value === '') return score >= 4 ? score : 0
  return /^\d+$/.test(value) ? score + 1 : score
}

const JOIN = /登録|購読|講読|申し?込|配信を?希望|入会|subscribe|entry|add|join|\bon\b/
const LEAVE = /解除|退会|停止|解約|削除|中止|unsubscribe|remove|\bdel/

/** Whether a choice is between joining and leaving. */
export function isSubscription(control: Control, label = ''): boolean {
  if (control.kind !== 'choice') return false
  const words = control.options.map((option) => plain(`${option.label} ${option.value}`))
  return (
    words.some((option) => LEAVE.test(option)) &&
    (words.some((option) => JOIN.test(option)) || LEAVE.test(plain(label)))
  )
}

/** The value that joins, of a choice between joining and leaving. */
export function joiningValue(control: Control): string {
  const words = control.options.map((option) => ({ option, said: plain(`${option.label} ${option.value}`) }))
  const staying = words.filter(({ said }) => !LEAVE.test(said))
  return (staying.find(({ said }) => JOIN.test(said)) ?? staying[0])?.option.value ?? ''
}
