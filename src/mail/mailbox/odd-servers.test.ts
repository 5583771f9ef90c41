import { afterEach, describe, expect, it } from 'vitest'
import { testDatabase } from '../../../tests/support/database.ts'
import { mailboxLooks } from '../../../tests/support/mailbox-looks.ts'
import { type ImapScript, type ScriptedImap, scriptedImap } from '../../../tests/support/scripted-imap.ts'

const { handed, save, look, row, makeDue } = mailboxLooks(testDatabase())

let imap: ScriptedImap | undefined
afterEach(async () => {
  await imap?.close()
  imap = undefined
})

/** A look into a mail box that is ordinary but for `script`. */
async function lookAt(script: ImapScript, afterwards: 'keep' | 'delete' = 'keep'): Promise<string[]> {
  await imap?.close()
  imap = await scriptedImap(script)
  await save({ ...imap.server, afterwards })
  await look()
  return imap.heard
}

/** Rows of messages 1 and 2, the second without its text. */
const withholding = (args: string) =>
  args.includes('RFC822.SIZE')
    ? '* 1 FETCH (UID 1 RFC822.SIZE 3)\r\n* 2 FETCH (UID 2 RFC822.SIZE 3)\r\nTAG OK done'
    : '* 1 FETCH (UID 1 BODY[]<0> {3}\r\nm-1)\r\n* 2 FETCH (UID 2 BODY[]<0> NIL)\r\nTAG OK done'

describe('a server', () => {
  it('that is ordinary is read', async () => {
    const heard = await lookAt({})
    expect(handed).toEqual(['m-1', 'm-2'])
    expect(await row()).toMatchObject({ lastUid: 2, uidValidity: '7', failure: null })
    expect(heard).toContain('UID FETCH 1:2 (UID BODY.PEEK[]<0.1000001>)')
  })

  it('is asked for ranges and for what is between them', async () => {
    const heard = await lookAt({ 'UID SEARCH': '* SEARCH 9 1 2 3 5\r\nTAG OK done', 'UID FETCH': 'TAG OK done' })
    expect(heard).toContain('UID FETCH 1:3,5,9 (UID RFC822.SIZE)')
    expect(await row()).toMatchObject({ lastUid: 9, failure: null })
  })

  it('that gives the last message again and again is not believed', async () => {
    await lookAt({})
    await makeDue()
    await look()
    expect(handed).toEqual(['m-1', 'm-2'])
  })

  it('that withholds a message is read up to it, and on when it is gone', async () => {
    await lookAt({ 'UID FETCH': withholding })
    expect(handed).toEqual(['m-1'])
    expect(await row()).toMatchObject({
      ...{ lastUid: 1, failure: 'unreadable' },
      reason: expect.stringContaining('読み取れないメールがあります'),
    })
    const third = '* 3 FETCH (UID 3 BODY[]<0> "m-3")\r\nTAG OK done'
    await lookAt({ 'UID SEARCH': '* SEARCH 3\r\nTAG OK done', 'UID FETCH': third })
    expect(handed).toEqual(['m-1', 'm-3'])
    expect(await row()).toMatchObject({ lastUid: 3, failure: null })
  })

  it('whose message was deleted meanwhile is read on', async () => {
    await lookAt({ 'UID FETCH': (args) => withholding(args).replace(/\* 2 FETCH .*\r\n/, '') })
    expect(handed).toEqual(['m-1'])
    expect(await row()).toMatchObject({ lastUid: 2, failure: null })
  })

  it('that speaks of flags in between is not misunderstood', async () => {
    const news = '* 1 FETCH (UID 1 FLAGS (\\Seen))\r\n* 9 FETCH (UID 9 BODY[]<0> {3}\r\nm-9)\r\n'
    await lookAt({ 'UID FETCH': (args) => news + withholding(args).replace('NIL', '"m-2"') })
    expect(handed).toEqual(['m-1', 'm-2'])
  })

  it('that keeps no marks is read all the same', async () => {
    await lookAt({ 'UID STORE': 'TAG NO not here' })
    expect(await row()).toMatchObject({ lastUid: 2, failure: null })
  })

  it('that does not delete is a failure, and its messages are stored', async () => {
    await lookAt({ 'UID STORE': 'TAG NO not here' }, 'delete')
    expect(handed).toEqual(['m-1', 'm-2'])
    expect(await row()).toMatchObject({ lastUid: 0, failure: 'not_deleted' })
  })

  it.each([
    ['* 2 EXISTS\r\n* OK [UIDVALIDITY 7] valid\r\nTAG OK [READ-ONLY] done'],
    ['* 2 EXISTS\r\n* OK [UIDVALIDITY 7] valid\r\n* OK [PERMANENTFLAGS (\\Seen)] some\r\nTAG OK [READ-WRITE] done'],
  ])('that lets nothing be deleted is not read where messages are to be deleted (%j)', async (SELECT) => {
    await lookAt({ SELECT }, 'delete')
    expect(handed).toEqual([])
    expect(await row()).toMatchObject({ failure: 'read_only' })
    await lookAt({ SELECT })
    expect(handed).toEqual(['m-1', 'm-2'])
  })

  it('that sends more than it was asked for is not listened to', async () => {
    await lookAt({ 'UID FETCH': '* 1 FETCH (UID 1 BODY[]<0> {30000000}\r\nmuch' })
    expect(await row()).toMatchObject({ lastUid: 0, failure: 'protocol' })
  })

  it('that gives no UIDVALIDITY counts as never numbering anew', async () => {
    await lookAt({ SELECT: '* 2 EXISTS\r\nTAG OK [READ-WRITE] done' })
    expect(await row()).toMatchObject({ lastUid: 2, uidValidity: '' })
  })

  it.each([
    ['UID SEARCH', 'TAG NO [UNAVAILABLE] later', 'declined'],
    ['UID FETCH', 'TAG NO no such luck', 'declined'],
    ['SELECT', 'TAG NO [UNAVAILABLE] later', 'busy'],
    ['SELECT', 'TAG NO what folder', 'folder'],
    ['UID SEARCH', 'nonsense', 'timeout'],
  ])('that answers %s with %s loses nothing', async (command, answer, failure) => {
    imap = await scriptedImap({ [command]: answer })
    await save(imap.server)
    await look({ timeLimitMs: 500 })
    expect(handed).toEqual([])
    expect(await row()).toMatchObject({ lastUid: 0, failure, leaseToken: null })
  })
})
