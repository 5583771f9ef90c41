import { describe, expect, it } from 'vitest'
import { HANA } from '../../../tests/support/bounces-in-words.ts'
import { inWords } from '../../../tests/support/returned-mail.ts'
import { understand } from './understand.ts'

const addressesOf = (text: string, from = 'postmaster@kaisha.example') =>
  understand(inWords({ from, subject: 'Undelivered mail', text })).recipients.map(({ address }) => address)

describe('free prose with a second address in it', () => {
  it.each<[string, string]>([
    ['whom to ask, behind', `Your letter to ${HANA} came back. Questions to desk@okurimono.example.`],
    ['whom to ask, before', `Please contact desk@okurimono.example for help.\nThe letter was for ${HANA}.`],
    [
      'whom to write to',
      `For help write to <desk@okurimono.example>.\n\nUnable to deliver to <${HANA}>: mailbox not found`,
    ],
    [
      'how addresses look',
      `An address of ours is family.given@kaisha.example. Yours, addressed to ${HANA}, matches none.`,
    ],
    ['who wrote', `Could not be delivered, since the box takes nothing from hanako@hanasaki.example:\n\n${HANA}`],
    ['Japanese', `お問い合わせは desk@okurimono.example まで。\n宛先 ${HANA} は存在しません。`],
  ])('names the lost one: %s', (_, text) => {
    expect(addressesOf(text)).toEqual([HANA])
  })

  it('is nobody of ours: forged warnings of full boxes name just those', () => {
    const text = 'Dear info@hanare.example,\n\nYour mail box is full; 5 messages could not be delivered.'
    expect(understand(inWords({ from: 'postmaster@nise.example', subject: 'Undelivered messages', text })).kind).toBe(
      'unrecognised',
    )
  })
})

describe('a user without a domain', () => {
  const daemon = 'Mail Delivery Subsystem <MAILER-DAEMON@kyaku.example>'

  it.each<[string, string]>([
    ['below a heading', 'Your mail to the following recipients was refused:\n\thana\n'],
    ['with the reason behind', 'The message was undeliverable to the following:\n\n\thana (user not found)'],
    ['in a transcript', '   ----- Transcript of session follows -----\n550 hana... User unknown'],
  ])('is at home where the report comes from: %s', (_, text) => {
    expect(addressesOf(text, daemon)).toEqual([HANA])
  })

  it('gives way to the addressee of the letter', () => {
    const { recipients } = understand(inWords({ from: daemon, text: '550 hana... User unknown' }, 'hana@moto.example'))
    expect(recipients.map(({ address }) => address)).toEqual(['hana@moto.example'])
  })
})
