/** A list of readers, as the shop set it up. */
export type Plan = { id: string; name: string }

export type Registration = { at: number; planId: string; mail: string; familyName: string; givenName: string }
export type Refusal = Registration & { reason: RefusalReason }

export type RefusalReason =
  | 'broken_form'
  | 'unknown_plan'
  | 'missing_field'
  | 'malformed_mail'
  | 'name_characters'
  | 'already_registered'
  | 'mails_differ'
  | 'stale_session'

export type Newsletter = {
  plans: readonly Plan[]
  registrations: Registration[]
  refusals: Refusal[]
}

const plans: readonly Plan[] = [
  { id: '101', name: '全員メルマガ' },
  { id: '201', name: 'オンライン英会話コース' },
  { id: '202', name: '動画編集マスター講座' },
  { id: '203', name: '朝活コミュニティ' },
  { id: '204', name: '個別コンサルティング' },
]

/** The words of the result pages, after those of comparable Japanese systems. */
export const refusalText: Record<RefusalReason, string> = {
  broken_form: 'フォームが正常に貼り付けられていない為、エラーが発生しました。',
  unknown_plan: '指定されたプランは存在しないか、受付を終了しています。',
  missing_field: '入力内容に不備があるようです。未入力の項目があります。',
  malformed_mail: 'メールアドレスの形式が正しくありません。',
  name_characters: '姓名に使用できない文字(英字・カタカナなど)が含まれています。',
  already_registered: '同一のメールアドレスが登録されています。',
  mails_differ: 'メールアドレスと確認用メールアドレスの入力が一致しません。',
  stale_session: 'セッションが切れています。フォームを開き直してください。',
}

export function createNewsletter(): Newsletter {
  return { plans, registrations: [], refusals: [] }
}

export function planById(newsletter: Newsletter, id: string): Plan | undefined {
  return newsletter.plans.find((plan) => plan.id === id)
}

/** Puts a person on a list, or says why not; both are kept for the sandbox's pages. */
export function register(newsletter: Newsletter, wanted: Registration): RefusalReason | null {
  const reason = refusalOf(newsletter, wanted)
  if (reason === null) newsletter.registrations.push(wanted)
  else newsletter.refusals.push({ ...wanted, reason })
  return reason
}

/** Why a person cannot be put on a list, or null. */
export function refusalOf(newsletter: Newsletter, wanted: Registration): RefusalReason | null {
  const { planId, mail, familyName, givenName } = wanted
  if (planId === '') return 'broken_form'
  if (!planById(newsletter, planId)) return 'unknown_plan'
  if (mail === '' || familyName === '' || givenName === '') return 'missing_field'
  if (!/^[\w.!#$%&'*+/=?^`{|}~-]+@[\w-]+(\.[\w-]+)+$/.test(mail)) return 'malformed_mail'
  if (foreignCharacters.test(familyName + givenName)) return 'name_characters'
  const same = (entry: Registration) => entry.planId === planId && entry.mail.toLowerCase() === mail.toLowerCase()
  return newsletter.registrations.some(same) ? 'already_registered' : null
}

/** The product's manual: names with Latin letters or katakana are refused; full and half width alike. */
const foreignCharacters = /[\p{Script=Latin}\p{Script=Katakana}]/u
