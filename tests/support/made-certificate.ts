import { Buffer } from 'node:buffer'
import { type KeyObject, sign } from 'node:crypto'

/** One value of DER: tag, length, content (X.690). */
function der(tag: number, ...content: readonly Uint8Array[]): Buffer {
  const body = Buffer.concat(content)
  if (body.length < 128) return Buffer.concat([Buffer.from([tag, body.length]), body])
  const length = Buffer.from(body.length.toString(16).padStart(body.length > 255 ? 4 : 2, '0'), 'hex')
  return Buffer.concat([Buffer.from([tag, 0x80 | length.length]), length, body])
}

const sequence = (...content: readonly Uint8Array[]) => der(0x30, ...content)
const SHA256_WITH_RSA = sequence(der(0x06, Buffer.from('2a864886f70d01010b', 'hex')), der(0x05))
const COMMON_NAME = der(0x06, Buffer.from('550403', 'hex'))

function time(at: Date): Buffer {
  return der(0x18, Buffer.from(`${at.toISOString().slice(0, 19).replace(/[-:T]/g, '')}Z`))
}

/** A self-signed X.509 certificate (version 1, RSA with SHA-256) as PEM: Node makes keys, but no certificates. */
export function makeCertificate(
  keys: { publicKey: KeyObject; privateKey: KeyObject },
  { name, from, to }: { name: string; from: Date; to: Date },
): string {
  const subject = sequence(der(0x31, sequence(COMMON_NAME, der(0x0c, Buffer.from(name)))))
  const content = sequence(
    der(0x02, Buffer.from([1])),
    SHA256_WITH_RSA,
    subject,
    sequence(time(from), time(to)),
    subject,
    keys.publicKey.export({ format: 'der', type: 'spki' }),
  )
  const signature = der(0x03, Buffer.from([0]), sign('sha256', content, keys.privateKey))
  const lines = sequence(content, SHA256_WITH_RSA, signature)
    .toString('base64')
    .match(/.{1,64}/g)
  return `-----BEGIN CERTIFICATE-----\n${lines?.join('\n')}\n-----END CERTIFICATE-----\n`
}
