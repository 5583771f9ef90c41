import { spawn } from 'node:child_process'
import { text } from 'node:stream/consumers'
import { describe, expect, it } from 'vitest'
import { testDatabase } from '../../tests/support/database.ts'
import { MAIN } from '../../tests/support/program.ts'
import { bytesOf, report } from '../../tests/support/returned-mail.ts'
import { bounds } from '../mail/index.ts'
import { readMessage } from './mail-ingest.ts'

/** Runs the program itself with a message on its standard input; without a database unless one is given. */
async function luxliner(args: readonly string[], input: string, databaseUrl = 'postgres://nowhere.invalid/none') {
  const child = spawn(process.execPath, [MAIN, ...args], {
    env: { PATH: process.env.PATH, DATABASE_URL: databaseUrl },
  })
  child.stdin.end(bytesOf(input))
  const [out, told, code] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    new Promise<number | null>((resolve) => child.on('close', resolve)),
  ])
  return { out, told, code }
}

const database = testDatabase()

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

  it('keeps a message, and the same one once', async () => {
    const raw = report({ address: 'hana@kyaku.example', status: '5.1.1', diagnostic: 'smtp; 550 5.1.1 no such user' })
    const kept = () => database.db.selectFrom('returnedMail').select(['source', 'state', 'raw']).execute()
    expect(await luxliner(['mail', 'ingest'], raw, database.url)).toEqual({ code: 0, out: '', told: '' })
    expect(await kept()).toEqual([{ source: 'pipe', state: 'received', raw: Buffer.from(raw, 'latin1') }])
    expect(
      (await luxliner(['mail', 'ingest'], `From mbox\r\n${raw.replaceAll('\n', '\r\n')}`, database.url)).code,
    ).toBe(0)
    expect(await kept()).toHaveLength(1)
  })

  it('asks the mail server to try again when it cannot be kept, and says why without the password', async () => {
    const away = await luxliner(['mail', 'ingest'], 'Subject: hi\n\nhello\n', 'postgres://me:geheim@127.0.0.1:1/none')
    expect(away).toMatchObject({ code: 75, told: expect.stringContaining('できませんでした') })
    expect(away.told).not.toContain('geheim')
    expect((await luxliner(['mail', 'ingest', '--explian'], 'Subject: hi\n\nhello\n')).code).toBe(75)
  })

  it('says what is missing', async () => {
    expect(await luxliner(['mail', 'ingest', '--explain'], '')).toMatchObject({
      code: 65,
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
