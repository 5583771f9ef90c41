import { sql } from 'kysely'
import { afterAll, beforeAll, beforeEach } from 'vitest'
import { type Sandbox, startSandbox } from '../../sandbox/index.ts'
import { resetWorld } from '../../sandbox/world.ts'
import {
  type MailboxContext,
  type MailboxSettings,
  mailboxDefinition,
  pollMailbox,
  releaseMailbox,
} from '../../src/mail/index.ts'
import { transact } from '../../src/platform/database.ts'
import { type Doorbell, openDoorbell } from '../../src/platform/doorbell.ts'
import { createLog } from '../../src/platform/log.ts'
import { createSecrets } from '../../src/platform/secrets.ts'
import { createSettingsStore } from '../../src/platform/settings.ts'
import type { TestDatabase } from './database.ts'

const log = createLog('silent')

/** Looks into the sandbox's mail box for a test file; before each test the mail box, its row and its settings are as new. */
export function mailboxLooks(database: TestDatabase) {
  const settings = createSettingsStore(createSecrets('test master key of the test, 32+ chars'))
  const parts: { sandbox?: Sandbox; doorbell?: Doorbell } = {}
  const sandbox = () => parts.sandbox as Sandbox
  const doorbell = () => parts.doorbell as Doorbell
  /** What was handed over to be stored, repetitions and all. */
  const handed: string[] = []
  const keep: MailboxContext['keep'] = async (raw) => void handed.push(Buffer.from(raw).toString())
  const context = (change: Partial<MailboxContext> = {}): MailboxContext => ({
    ...{ db: database.db, doorbell: doorbell(), settings, log, keep },
    ...change,
  })
  /** Saves the settings as the screen does: the sandbox's mail box, but for `change`. */
  const save = (change: Partial<MailboxSettings>) =>
    transact(database.db, doorbell(), async (tx) => {
      await settings.readForSave(tx, mailboxDefinition)
      const here = { ...mailboxDefinition.defaults, ...sandbox().imap, security: 'plain' as const }
      const value: MailboxSettings = { ...here, enabled: true, user: 'demo', password: 'demo', ...change }
      await settings.write(tx, mailboxDefinition, value, 'test')
      await releaseMailbox(tx)
    })
  beforeAll(async () => {
    parts.sandbox = await startSandbox({ port: 0 })
    parts.doorbell = openDoorbell(database.url, log)
  })
  afterAll(() => Promise.all([parts.doorbell?.close(), parts.sandbox?.close()]))
  beforeEach(async () => {
    resetWorld(sandbox().world)
    handed.length = 0
    await sql`truncate attention, mailbox`.execute(database.db)
    await sql`insert into mailbox default values`.execute(database.db)
    await save({})
  })
  return {
    sandbox,
    doorbell,
    log,
    handed,
    keep,
    context,
    save,
    /** One round of the due work; how many looks were due. */
    async look(change: Partial<MailboxContext> = {}): Promise<number> {
      const work = pollMailbox(context(change))
      const claimed = await work.claim(1)
      await Promise.all(claimed.map((one) => work.perform(one)))
      return claimed.length
    },
    row: () => database.db.selectFrom('mailbox').selectAll().executeTakeFirstOrThrow(),
    makeDue: () => sql`update mailbox set due_at = now()`.execute(database.db),
  }
}
