/**
 * One registration form as a shop publishes it. How fields are called, in which charset they travel and
 * how many steps there are differs from shop to shop; what is done with them does not.
 */
export type NewsletterForm = {
  /** Path below the sandbox's address. */
  path: string
  charset: 'utf-8'
  fields: { plan: string; mail: string; familyName: string; givenName: string; probe: string }
  /** Sent as a hidden field; what arrives tells in which charset the browser wrote. */
  probe: string
}

/** The shop of the demo: UTF-8, registered in one step. */
export const simpleForm: NewsletterForm = {
  path: '/np/sesform.php',
  charset: 'utf-8',
  fields: { plan: 'plan', mail: 'mail', familyName: 'name1', givenName: 'name2', probe: 'cd' },
  probe: '文字',
}
