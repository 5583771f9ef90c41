import { readBusinessClock } from '../platform/clock.ts'
import { faultsOf } from '../platform/field-faults.ts'
import { changeMaintenance, maintenanceChangeSchema } from '../site/index.ts'
import { type Command, say } from './command.ts'
import { onErrand } from './errand.ts'
import { options } from './options.ts'

const USAGE = '使い方: npx luxliner maintenance on|off [--message 案内文]'

export const maintenance: Command = {
  name: 'maintenance',
  summary: 'メンテナンスモードを切り替えます(maintenance on|off)',
  help: `${USAGE}\n\nONの間、申し込みページと会員ページには案内文を表示します。動作中のプログラムには1秒以内に伝わります。\n--message を省くと、前回の案内文を使います。月額の課金と連携は続きます。`,
  async run(args) {
    const [wanted] = args
    if (wanted !== 'on' && wanted !== 'off') {
      say(USAGE)
      return 2
    }
    const message = options(args).get('message')
    const change = maintenanceChangeSchema.safeParse({ on: wanted === 'on', message })
    if (!change.success) {
      for (const fault of faultsOf(change.error)) say(fault.message)
      return 2
    }
    return onErrand(async ({ db }) => {
      // A running program looks every half second; nobody hears a doorbell from here.
      const parts = { db, doorbell: { ring: () => {} }, clock: await readBusinessClock(db) }
      const { maintenance, switched } = await changeMaintenance(parts, change.data, { kind: 'system' })
      const state = maintenance.on ? 'ON' : 'OFF'
      say(switched ? `メンテナンスモードを${state}にしました。` : `メンテナンスモードは、すでに${state}です。`)
      return 0
    })
  },
}
