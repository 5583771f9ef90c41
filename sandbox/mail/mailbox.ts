import PostalMime, { type Address } from 'postal-mime'

export type Envelope = { from: string; to: string[] }

/** One letter as it arrived. `envelope` is what the SMTP conversation said; the rest is read from the letter. */
export type Letter = {
  id: number
  at: number
  envelope: Envelope
  from: string
  to: string[]
  subject: string
  text: string | null
  html: string | null
  date: string | null
  messageId: string | null
  headers: { name: string; value: string }[]
  attachments: { filename: string | null; mimeType: string }[]
  /** Bytes on the wire. */
  size: number
  raw: string
}

export type Mailbox = {
  letters: Letter[]
  read: Set<number>
  refused: { at: number; address: string; reply: string }[]
}

export function createMailbox(): Mailbox {
  return { letters: [], read: new Set(), refused: [] }
}

/** Parses and keeps a letter. The raw text is Latin-1, one character per byte, so nothing is lost. */
export async function keepLetter(mailbox: Mailbox, raw: Buffer, envelope: Envelope): Promise<Letter> {
  const parsed = await PostalMime.parse(raw)
  const letter: Letter = {
    id: mailbox.letters.length + 1,
    at: Date.now(),
    envelope,
    from: parsed.from ? nameAndAddress(parsed.from) : envelope.from,
    to: (parsed.to ?? []).map(nameAndAddress),
    subject: parsed.subject ?? '',
    text: parsed.text ?? null,
    html: parsed.html ?? null,
    date: parsed.date ?? null,
    messageId: parsed.messageId ?? null,
    headers: parsed.headers.map(({ originalKey, value }) => ({ name: originalKey, value })),
    attachments: parsed.attachments.map(({ filename, mimeType }) => ({ filename, mimeType })),
    size: raw.length,
    raw: raw.toString('latin1'),
  }
  mailbox.letters.push(letter)
  return letter
}

/** `山田 花子 <hanako@customer.example>`, or the address alone. */
export function nameAndAddress(address: Address): string {
  const mailbox = address.address ?? address.group?.map(nameAndAddress).join(', ') ?? ''
  return address.name === '' ? mailbox : `${address.name} <${mailbox}>`
}

/** Letters to an address (envelope, case-folded), or all of them; in the order they came. */
export function lettersTo(mailbox: Mailbox, address: string | undefined): Letter[] {
  if (address === undefined) return mailbox.letters
  const wanted = address.toLowerCase()
  return mailbox.letters.filter(({ envelope }) => envelope.to.some((to) => to.toLowerCase() === wanted))
}
