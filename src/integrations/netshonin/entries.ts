import { z } from 'zod'

/** How a control stands in the registration form. */
export const entryKinds = ['hidden', 'text', 'choice', 'check', 'button'] as const

/**
 * What is sent as a control's value. `page`: what the page gives it, fresh where the page is opened first; `fixed`: always
 * the same; `omit`: nothing. `ask`: the form wants something that only staff can decide, and nobody has yet. A reading
 * (`…Kana`) is sent where the name itself is written in kana, else the entry's own value.
 */
export const entryRoles = [
  'email',
  'emailAgain',
  'familyName',
  'givenName',
  'fullName',
  'familyKana',
  'givenKana',
  'fullKana',
  'plan',
  'page',
  'fixed',
  'ask',
  'omit',
] as const
export type EntryRole = (typeof entryRoles)[number]

export const roleLabels: Record<EntryRole, string> = {
  email: 'メールアドレス',
  emailAgain: 'メールアドレス(確認用)',
  familyName: '姓',
  givenName: '名',
  fullName: '氏名(姓と名)',
  familyKana: 'ふりがな(姓)',
  givenKana: 'ふりがな(名)',
  fullKana: 'ふりがな(姓と名)',
  plan: 'プランID',
  page: 'フォームの値のまま',
  fixed: '決まった値',
  ask: '値を決めてください',
  omit: '送らない',
}

/** One control of the shop's registration form, in the order in which a browser sends it. */
export const formEntry = z.object({
  /** The `name` attribute, byte for byte. */
  name: z.string().min(1, '項目名を入力してください').max(200, '項目名は200文字以内で入力してください'),
  /** What stands beside it on the page. */
  label: z.string().max(200),
  kind: z.enum(entryKinds),
  role: z.enum(entryRoles),
  value: z.string().max(10_000, '値は10,000文字以内で入力してください'),
  required: z.boolean(),
  /** What can be chosen, for choices. */
  options: z.array(z.object({ value: z.string().max(1_000), label: z.string().max(200) })).max(300),
})
export type FormEntry = z.infer<typeof formEntry>

export const formEntries = z.array(formEntry).max(200, '項目は200件までです')

/** Stands in an address where the plan's id belongs, for forms that take it from there. */
export const PLAN_PLACE = '{plan}'

/** Whether staff must still say what is sent. Nobody tells us how a name is read, so a required reading needs a stand-in. */
export function isOpen({ role, required, value }: FormEntry): boolean {
  return role === 'ask' || (role.endsWith('Kana') && required && value === '')
}

/** Roles that one control at most may have: a browser would not type the address into two unlike boxes. */
const SINGLE: readonly EntryRole[] = ['email', 'familyName', 'givenName', 'fullName', 'plan']

/** What keeps these entries from being sent, as sentences for staff; empty when they are complete. */
export function faultsOfEntries(entries: readonly FormEntry[], formUrl: string): string[] {
  const roles = entries.map(({ role }) => role)
  const faults = entries.filter(isOpen).map(({ name, label }) => `「${label || name}」に送る値を決めてください。`)
  for (const role of SINGLE)
    if (roles.filter((each) => each === role).length > 1)
      faults.push(`「${roleLabels[role]}」の項目は1つだけにしてください。`)
  if (!roles.includes('email')) faults.push('「メールアドレス」を送る項目を選んでください。')
  if (!roles.includes('plan') && !formUrl.includes(PLAN_PLACE)) faults.push('「プランID」を送る項目を選んでください。')
  return faults
}
