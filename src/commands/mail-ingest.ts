import { readConfig } from '../config.ts'
import { bounds, keepMessage, letterNamedBy, understand } from '../mail/index.ts'
import { findSecretKey } from '../platform/secret-key.ts'
import { createSecrets } from '../platform/secrets.ts'
import { say } from './command.ts'
import { onErrand } from './errand.ts'

/** Exit codes of sendmail's `sysexits.h`, by which a mail server that pipes to us decides whether it tries again. */
const NO_MESSAGE = 65
const TRY_AGAIN_LATER = 75

/**
 * `luxliner mail ingest`: keeps one message from standard input; the program understands it. Whatever keeps it from being
 * kept, the mail server is asked to try again. `--explain` says what it means and changes nothing.
 */
export async function mailIngest(args: readonly string[]): Promise<number> {
  const raw = await readMessage(process.stdin)
  const unknown = args.find((arg) => arg !== '--explain')
  if (unknown !== undefined) {
    say(`「${unknown}」という指定はありません。使い方: npx luxliner mail ingest [--explain] < メール`)
    return TRY_AGAIN_LATER
  }
  if (raw.byteLength === 0) {
    say('標準入力にメールがありません。')
    return NO_MESSAGE
  }
  return args.length > 0 ? explain(raw) : keep(raw)
}

async function explain(raw: Uint8Array): Promise<number> {
  const verdict = understand(raw)
  const key = await secretKey()
  const letterId = key === null ? null : letterNamedBy(createSecrets(key), verdict)
  process.stdout.write(`${JSON.stringify({ ...verdict, letterId }, null, 2)}\n`)
  return 0
}

/** Only with the shop's key a token can be told from a forged one. */
async function secretKey(): Promise<string | null> {
  const read = readConfig(process.env)
  return 'config' in read ? findSecretKey(read.config.dataDir, read.config.secretKey) : null
}

async function keep(raw: Uint8Array): Promise<number> {
  const code = await onErrand(async ({ db }) => {
    // A message that is kept already came a second time: that is no reason to send it back.
    await keepMessage(db, 'pipe', raw)
    return 0
  })
  return code === 0 ? 0 : TRY_AGAIN_LATER
}

/** All of a stream up to what is looked at; the rest is taken and dropped, so that the writer never meets a closed pipe. */
export async function readMessage(input: AsyncIterable<Uint8Array>): Promise<Uint8Array> {
  const kept: Uint8Array[] = []
  let size = 0
  for await (const chunk of input) {
    if (size <= bounds.message) kept.push(chunk)
    size += chunk.byteLength
  }
  return Buffer.concat(kept)
}
