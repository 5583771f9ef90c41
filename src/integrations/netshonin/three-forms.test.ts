import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { type Sandbox, startSandbox } from '../../../sandbox/index.ts'
import { confirmingForm, guardedForm, simpleForm } from '../../../sandbox/newsletter/forms.ts'
import { resetWorld } from '../../../sandbox/world.ts'
import { call, formSettings, hanako, http, provisional, tools } from '../../../tests/support/scripted-form.ts'
import { fetchForm } from './fetch-form.ts'
import { netshonin } from './index.ts'

let sandbox: Sandbox
beforeAll(async () => {
  sandbox = await startSandbox({ port: 0 })
})
afterAll(() => sandbox.close())
beforeEach(() => resetWorld(sandbox.world))

/** Reads the form as staff do, and sends what was understood. */
async function register(path: string, customer = hanako) {
  const reading = await fetchForm(http, `${sandbox.url}${path}`)
  if (reading.kind !== 'read') throw new Error(reading.reason)
  expect(reading.notes).toEqual([])
  return netshonin().send(call(provisional(customer), '203'), formSettings('', reading.settings), { ...tools, http })
}

describe.each([
  ['UTF-8 in one step', simpleForm],
  ['EUC-JP with a confirmation page', confirmingForm],
  ['Shift_JIS with a session token', guardedForm],
])('%s', (_name, { path }) => {
  it('registers by what was read from its page', async () => {
    const customer = { ...hanako, familyName: '髙﨑', givenName: '濵①' }
    expect(await register(path, customer)).toMatchObject({ kind: 'delivered', note: 'リストに登録しました' })
    expect(sandbox.world.newsletter.registrations).toMatchObject([
      { planId: '203', mail: customer.email, familyName: '髙﨑', givenName: '濵①' },
    ])
  })

  it('says who is on the list already', async () => {
    await register(path)
    expect(await register(path)).toMatchObject({ kind: 'delivered', note: 'すでにリストに登録されています' })
    expect(sandbox.world.newsletter.registrations).toHaveLength(1)
  })

  it('says which names it refuses', async () => {
    const outcome = await register(path, { ...hanako, givenName: 'Hanako' })
    expect(outcome).toMatchObject({ kind: 'refused', reason: expect.stringContaining('姓名に使用できない文字') })
  })
})
