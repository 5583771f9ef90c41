/**
 * One registration form as a shop publishes it. How fields are called, in which charset they travel and
 * how many steps there are differs from shop to shop; what is done with them does not.
 */
export type NewsletterForm = {
  /** Path below the sandbox's address. */
  path: string
  /** What it shows, for the sandbox's own page. */
  title: string
  charset: 'utf-8' | 'euc-jp' | 'shift_jis'
  fields: { plan: string; mail: string; mailAgain?: string; familyName: string; givenName: string; probe: string }
  /** Sent as a hidden field; what arrives tells in which charset the browser wrote. */
  probe: string
  /** `one`: registers at once. `confirm`: shows what was typed and asks. `token`: takes only what a fresh page was given. */
  steps: 'one' | 'confirm' | 'token'
  /** The button's words, and in the second step of `confirm`. */
  buttons: { send: string; confirm?: string }
}

/** The shop of the demo: UTF-8, registered in one step. */
export const simpleForm: NewsletterForm = {
  path: '/np/sesform.php',
  title: 'UTF-8・1画面',
  charset: 'utf-8',
  fields: { plan: 'plan', mail: 'mail', familyName: 'name1', givenName: 'name2', probe: 'cd' },
  probe: '文字',
  steps: 'one',
  buttons: { send: '登録する' },
}

/** An older installation: EUC-JP, the address twice, and a confirmation page that hands everything on as hidden fields. */
export const confirmingForm: NewsletterForm = {
  path: '/mm/regist.cgi',
  title: 'EUC-JP・確認画面あり',
  charset: 'euc-jp',
  fields: { plan: 'pid', mail: 'email', mailAgain: '_email', familyName: 'sei', givenName: 'mei', probe: 'code' },
  probe: '漢字',
  steps: 'confirm',
  buttons: { send: '入力内容を確認する', confirm: 'この内容で登録する' },
}

/** One that guards itself: Shift_JIS, a session cookie and a token that is good for one registration. */
export const guardedForm: NewsletterForm = {
  path: '/stepmail/entry.php',
  title: 'Shift_JIS・セッションあり',
  charset: 'shift_jis',
  fields: { plan: 'magid', mail: 'rdemail', familyName: 'f_name1', givenName: 'f_name2', probe: 'enc' },
  probe: 'あ',
  steps: 'token',
  buttons: { send: '購読を申し込む' },
}

export const newsletterForms: readonly NewsletterForm[] = [simpleForm, confirmingForm, guardedForm]
