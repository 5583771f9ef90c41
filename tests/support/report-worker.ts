import { letterCustomers } from '../../src/customers/index.ts'
import { noteReturnedNotice } from '../../src/deliveries/index.ts'
import { createAlarm, understandReturned } from '../../src/mail/index.ts'
import { openDatabase } from '../../src/platform/database.ts'
import { openDoorbell } from '../../src/platform/doorbell.ts'
import { createLog } from '../../src/platform/log.ts'
import { createSecrets } from '../../src/platform/secrets.ts'
import { createSettingsStore } from '../../src/platform/settings.ts'
import { workWhenTold } from './worker-process.ts'

/** What the process is told, as JSON in its only argument. */
export interface ReportWorkerWish {
  databaseUrl: string
  secretKey: string
  /** The business time at which its clock stands. */
  now: string
}

// The loop of the worker that understands what comes back, as in app.ts, in a process that can be killed.
const wish = JSON.parse(process.argv[2] ?? '') as ReportWorkerWish
const { db } = openDatabase(wish.databaseUrl, { maxConnections: 20, applicationName: 'report worker' })
const log = createLog('fatal')
const doorbell = openDoorbell(wish.databaseUrl, log)
const secrets = createSecrets(wish.secretKey)
const now = new Date(wish.now)
const baseUrl = 'http://shop.example'
const context = {
  ...{ db, doorbell, secrets, baseUrl, customers: letterCustomers, clock: { now: () => now } },
  settings: createSettingsStore(secrets),
  notices: { noteReturned: noteReturnedNotice },
  alarm: createAlarm({ baseUrl, addresses: async () => [] }),
}
workWhenTold((start) => [start(understandReturned(context))], doorbell, log)
