import { type LateKind, late } from '../../sandbox/mail/late.ts'
import { findOrAddCustomer } from '../../src/customers/index.ts'
import { writeLetter } from '../../src/mail/index.ts'
import { nameOf, tokenOf } from '../../src/mail/tokens.ts'
import { type Database, transact } from '../../src/platform/database.ts'
import type { Secrets } from '../../src/platform/secrets.ts'

/** A letter that a mail server has taken, as it left. */
export interface SentLetter {
  id: number
  customerId: string | null
  address: string
  token: string
  raw: string
}

const NOBODY = { ring: () => {} }
const RETURN = 'returns@shop.example'

/** Writes a letter to an address, whose customer is found or made, and has it accepted at `at` (business time). */
export async function sendLetter(
  { db, secrets }: { db: Database; secrets: Secrets },
  address: string,
  at: Date,
  audience: 'customer' | 'administrator' = 'customer',
): Promise<SentLetter> {
  return transact(db, NOBODY, async (tx) => {
    const applicant = { familyName: '山田', givenName: '花子', email: address, newsletter: true }
    const customerId = audience === 'customer' ? (await findOrAddCustomer(tx, applicant, at)).customer.id : null
    const id = await writeLetter(tx, 'https://shop.example', {
      ...{ audience, kind: 'charge_failed', to: { address, name: '山田 花子' } },
      ...{ subject: 'お支払いができませんでした', body: 'https://shop.example/mypage' },
      ...(customerId === null ? {} : { customerId }),
    })
    if (id === null) throw new Error('the letter was written before')
    const sent = { state: 'accepted', outcomeAt: at, attempts: 1 }
    await tx.updateTable('letters').set(sent).where('id', '=', id).execute()
    const token = tokenOf(secrets, nameOf({ kind: 'letter', id }))
    return { id, customerId, address, token, raw: rawOf(address, token) }
  })
}

function rawOf(address: string, token: string): string {
  return [
    'From: Shop <shop@shop.example>',
    `To: ${address}`,
    'Subject: Payment',
    `Message-ID: <abc.${token}@shop.example>`,
    `X-Luxliner-Letter: ${token}`,
    'Content-Type: text/plain',
    '',
    'Hello',
    '',
  ].join('\n')
}

/** The letter as it comes back, to the envelope sender that bears its token. `nth`: the same is another message. */
export function returned({ raw, address, token }: SentLetter, kind: LateKind, nth = 0): Buffer {
  const from = RETURN.replace('@', `+${token}@`)
  return late[kind].write({ raw, from, to: address, at: 1_795_000_000_000 + nth })
}
