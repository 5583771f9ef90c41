import { settleCharges } from '../../src/applications/index.ts'
import { renewContracts } from '../../src/contracts/index.ts'
import { openDatabase } from '../../src/platform/database.ts'
import { openDoorbell } from '../../src/platform/doorbell.ts'
import { createHttp } from '../../src/platform/http-client.ts'
import { createLog } from '../../src/platform/log.ts'
import { createSecrets } from '../../src/platform/secrets.ts'
import { createSettingsStore } from '../../src/platform/settings.ts'
import { workWhenTold } from './worker-process.ts'

/** What the process is told, as JSON in its only argument. */
export interface RenewalWorkerWish {
  databaseUrl: string
  secretKey: string
  /** The business time at which its clock stands. */
  now: string
  chargeTimeoutMs: number
}

// The loops of the worker that renew, as in app.ts but with another clock and less patience, in a process that can be killed.
const wish = JSON.parse(process.argv[2] ?? '') as RenewalWorkerWish
const { db } = openDatabase(wish.databaseUrl, { maxConnections: 20, applicationName: 'renewal worker' })
const log = createLog('fatal')
const doorbell = openDoorbell(wish.databaseUrl, log)
const secrets = createSecrets(wish.secretKey)
const now = new Date(wish.now)
const context = {
  ...{ db, log, doorbell, secrets, chargeTimeoutMs: wish.chargeTimeoutMs },
  clock: { now: () => now },
  settings: createSettingsStore(secrets),
  http: createHttp(new Set(['127.0.0.1'])),
  baseUrl: 'http://shop.example',
}
workWhenTold((start) => [start(renewContracts(context)), start(settleCharges(context))], doorbell, log)
