import { describe, expect, it } from 'vitest'
import { bouncesInJapan } from '../../../tests/support/bounces-in-japan.ts'
import { bouncesInLanguages } from '../../../tests/support/bounces-in-languages.ts'
import { bouncesInWords, HANA } from '../../../tests/support/bounces-in-words.ts'
import { inWords } from '../../../tests/support/returned-mail.ts'
import { understand } from './understand.ts'

describe('a bounce that follows no standard', () => {
  it.each([...bouncesInWords, ...bouncesInJapan, ...bouncesInLanguages])('%s', (name, returned, expected, reason) => {
    const to = name.startsWith('au,') ? 'hana.@ezweb.ne.jp' : HANA
    const { kind, recipients, letter } = understand(inWords(returned, to))
    expect([kind, recipients.map((one) => one.address)]).toEqual(['bounce', [to]])
    expect([recipients[0]?.class, recipients[0]?.reason]).toEqual([expected, reason])
    expect(letter?.messageId).toBe('<letter.41.a1b2c3@hanare.example>')
  })

  it.each<[string, string]>([
    ['sendmail', `>>> RCPT To:<${HANA}>\n<<< 550 <${HANA}>... User unknown`],
    ['activehunter', '550 sorry, no mailbox here by that name (#5.1.1 - chkusr)'],
  ])('tells %s from those that begin alike', (name, answer) => {
    const to = name === 'sendmail' ? `<${HANA}>` : `\n>>> ${HANA} <${HANA}>`
    const text = `   ----- The following addresses had permanent fatal errors -----\n${to}\n\n   ----- Transcript of session follows -----\n${answer}`
    expect(understand(inWords({ text })).recognisedBy).toBe(name)
  })

  it('tells the address before aliases, on the same line too', () => {
    const text = `This is the mail system at host mx.kaeri.example.\n\n<inner@naka.example> (expanded from <${HANA}>): host mx.naka.example said: 550 5.1.1 no such user`
    const { recipients } = understand(inWords({ text }))
    expect(recipients.map((one) => [one.address, one.originalAddress])).toEqual([['inner@naka.example', HANA]])
  })

  it('may be a mailing list that takes letters of its members only', () => {
    const headers = ['X-MLServer: fml [fml 4.0.3]']
    const text = 'You are not a member of this mailing list <tea@list.example>.\n\nAsk\n\n\ttea-ctl@list.example'
    const subject = 'You info@hanare.example are not member (tea ML)'
    const { kind, recipients } = understand(inWords({ from: 'tea-admin@list.example', subject, headers, text }))
    expect([kind, recipients[0]?.address, recipients[0]?.class]).toEqual(['bounce', 'tea@list.example', 'given_up'])
  })

  it('is a notice when the letter was handed on', () => {
    const text = `Delivery to these recipients or groups is complete, but no delivery notification was sent:\n\n${HANA}`
    const { kind, recipients } = understand(
      inWords({ from: 'postmaster@kaisha.example', subject: 'Relayed: Welcome', text }),
    )
    expect([kind, recipients.map((one) => one.reason)]).toEqual(['notice', ['delivered']])
  })

  it('names the one to whom the letter was, when the report names nobody', () => {
    const { recipients } = understand(inWords({ text: 'Your mail was refused: 550 no such user.' }, HANA))
    expect(recipients.map((one) => [one.address, one.class])).toEqual([[HANA, 'dead']])
  })

  it.each([
    `A message that you sent has not yet been delivered to one or more of its recipients:\n\n  ${HANA}\n\nNo action is required on your part.`,
    `**********************************************\n**      THIS IS A WARNING MESSAGE ONLY      **\n**********************************************\n\n<${HANA}>... Deferred: Connection timed out`,
    `Delivery to the following recipient has been delayed:\n\n     ${HANA}\n\nMessage will be retried for 2 more day(s)`,
  ])('is a notice while the mail system still tries', (text) => {
    const { kind, recipients } = understand(inWords({ text, subject: 'Warning: message delayed 24 hours' }))
    expect([kind, recipients.map((one) => one.reason)]).toEqual(['notice', ['delayed']])
  })

  it('never takes the sender of the letter or a postmaster for the lost one', () => {
    const text = `Could not be delivered.\n<postmaster@kyaku.example>\n<info@hanare.example>\n<${HANA}>: no such user`
    expect(understand(inWords({ text }, HANA)).recipients.map((one) => one.address)).toEqual([HANA])
  })
})
