import { bounds, understand } from '../mail/index.ts'
import { say } from './command.ts'
import { options } from './options.ts'

/** Exit codes of sendmail's `sysexits.h`, by which a mail server that pipes to us decides whether it tries again. */
const TRY_AGAIN_LATER = 75

/** `luxliner mail ingest`: one message from standard input. `--explain` says what it means and changes nothing. */
export async function mailIngest(args: readonly string[]): Promise<number> {
  const raw = await readMessage(process.stdin)
  if (raw.byteLength === 0) {
    say('標準入力にメールがありません。')
    return 2
  }
  if (options(args).has('explain')) return explain(raw)
  // The storing path comes here; until then the mail server keeps the message.
  say('メールの保存には、まだ対応していません。--explain を付けてください。')
  return TRY_AGAIN_LATER
}

function explain(raw: Uint8Array): number {
  process.stdout.write(`${JSON.stringify(understand(raw), null, 2)}\n`)
  return 0
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
