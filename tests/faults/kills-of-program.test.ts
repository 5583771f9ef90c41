import { randomInt } from 'node:crypto'
import { expect, it, onTestFinished } from 'vitest'
import { programs } from '../support/program.ts'
import { randomFrom } from '../support/random.ts'
import { openShop } from './fragile-shop.ts'
import { survive } from './survive.ts'

/** `FAULTS_SEED=…` plays the same applicants and instants again; where the kills fall exactly is up to the machine. */
const seed = Number(process.env.FAULTS_SEED ?? randomInt(1_000_000))
const running = programs()

// About 30 s on two cores of one's own; the bound leaves room for a machine that is shared by four.
it(`seed ${seed}: 240 applications survive a program that is killed 7 times`, { timeout: 240_000 }, async () => {
  const random = randomFrom(seed)
  const shop = await openShop(running)
  onTestFinished(shop.close)
  const telling = await survive(shop, { count: 240, times: 7, random }, () => shop.killProgram())
  // Both ways were used: chat as far as the budget of 300 calls reached, and mail for the rest.
  expect(telling.byChat).toBeGreaterThan(100)
  expect(telling.byMail).toBeGreaterThan(100)
})
