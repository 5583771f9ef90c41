import { spawn } from 'node:child_process'
import { text } from 'node:stream/consumers'
import { describe, expect, it } from 'vitest'
import { bytesOf, report } from '../../tests/support/returned-mail.ts'
import { bounds } from '../mail/index.ts'
import { readMessage } from './mail-ingest.ts'

/** Runs the program itself with a message on its standard input, and without a database. */
async function luxliner(args: readonly string[], input: string) {
  const child = spawn(process.execPath, ['--import', 'tsx', 'src/main.ts', ...args], {
    env: { PATH: process.env.PATH, DATABASE_URL: 'postgres://nowhere.invalid/none' },
  })
  child.stdin.end(bytesOf(input))
  const [out, told, code] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    new Promise<number | null>((resolve) => child.on('close', resolve)),
  ])
  return { out, told, code }
}

describe('luxliner mail ingest', () => {
  it('explains a message without a database', async () => {
    const raw = report({ address: 'hana@kyaku.example', status: '5.1.1', diagnostic: 'smtp; 550 5.1.1 no such user' })
    const { out, code } = await luxliner(['mail', 'ingest', '--explain'], raw)
    expect(code).toBe(0)
    expect(JSON.parse(out)).toMatchObject({
      kind: 'bounce',
      recipients: [{ address: 'hana@kyaku.example', class: 'dead', status: '5.1.1' }],
    })
  })

  it('says what is missing', async () => {
    expect(await luxliner(['mail', 'ingest', '--explain'], '')).toMatchObject({
      code: 2,
      told: '標準入力にメールがありません。\n',
    })
    expect(await luxliner(['mail'], '')).toMatchObject({ code: 2 })
  })

  it('keeps no more of the input than is looked at, and takes all of it', async () => {
    let taken = 0
    async function* endless() {
      for (; taken < 40; taken += 1) yield Buffer.alloc(1_000_000)
    }
    const raw = await readMessage(endless())
    expect([taken, raw.byteLength <= bounds.message + 1_000_000]).toEqual([40, true])
  })
})
