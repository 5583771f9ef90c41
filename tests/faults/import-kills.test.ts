import { expect, it, onTestFinished } from 'vitest'
import { checkImport, findImport, startImport } from '../../src/customers/index.ts'
import { clockWithOffset } from '../../src/platform/clock.ts'
import { createSecrets } from '../../src/platform/secrets.ts'
import { createSettingsStore } from '../../src/platform/settings.ts'
import { until } from '../support/owner-process.ts'
import { programs } from '../support/program.ts'
import { openShop } from './fragile-shop.ts'

const running = programs()
const LINES = 6_000
const INVITED = 300

it('6,000 customers of a file are added once each by a program that is killed 3 times', {
  timeout: 300_000,
}, async () => {
  const shop = await openShop(running)
  onTestFinished(shop.close)
  const { db } = shop
  const context = {
    ...{ db, clock: clockWithOffset(0), baseUrl: shop.url, doorbell: { ring: () => {} } },
    settings: createSettingsStore(createSecrets('the secret key of a shop that is killed')),
  }
  const begin = async (domain: string, lines: number, invite: boolean) => {
    const people = Array.from({ length: lines }, (_, line) => `山田,花子,p${line}@${domain}`)
    const bytes = Buffer.from(['姓,名,メールアドレス', ...people].join('\n'))
    const checked = await checkImport(context, { name: '顧客.csv', bytes }, '店長 日向')
    if (checked.refused) throw new Error(checked.message)
    await startImport(context, checked.id, invite, { kind: 'staff', id: 'owner', name: '店長 日向' })
    return async () => {
      const file = await findImport(db, checked.id)
      if (!file) throw new Error('the file is gone')
      return file
    }
  }
  const [many, invited] = [await begin('many.example', LINES, false), await begin('invited.example', INVITED, true)]
  for (const reached of [500, 2_000, 4_000]) {
    await until(`${reached} are added`, async () => (await many()).addedLines >= reached, 60_000)
    expect((await many()).addedLines).toBeLessThan(LINES)
    await shop.killProgram()
  }
  for (const file of [many, invited])
    await until('all are added', async () => (await file()).state === 'finished', 90_000)
  expect(await many()).toMatchObject({ addedLines: LINES, faultyLines: 0 })
  expect(await invited()).toMatchObject({ addedLines: INVITED, faultyLines: 0 })

  const customers = await db.selectFrom('customers').select('emailKey').execute()
  expect(new Set(customers.map(({ emailKey }) => emailKey)).size).toBe(LINES + INVITED)
  const changes = await db.selectFrom('customerChanges').select('customerId').where('what', '=', 'imported').execute()
  expect(changes).toHaveLength(LINES + INVITED)
  const letters = await db.selectFrom('letters').select('toAddress').where('kind', '=', 'registration_link').execute()
  expect(new Set(letters.map(({ toAddress }) => toAddress)).size).toBe(letters.length)
  expect(letters).toHaveLength(INVITED)
})
