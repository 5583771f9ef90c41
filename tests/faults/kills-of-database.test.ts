import { randomInt } from 'node:crypto'
import { describe, it, onTestFinished } from 'vitest'
import { programs } from '../support/program.ts'
import { randomFrom } from '../support/random.ts'
import { openEmbeddedShop } from './fragile-shop.ts'
import { survive } from './survive.ts'

/** `FAULTS_SEED=…` plays the same applicants and instants again; where the kills fall exactly is up to the machine. */
const seed = Number(process.env.FAULTS_SEED ?? randomInt(1_000_000))
const running = programs()

// About 15 s each on two cores of one's own; the bounds leave room for a machine that is shared by four.
describe(`seed ${seed}`, () => {
  it('140 applications survive a database that is killed 4 times', { timeout: 240_000 }, async () => {
    const random = randomFrom(seed + 1)
    const shop = await openEmbeddedShop(running)
    onTestFinished(shop.close)
    await survive(shop, { count: 140, times: 4, random }, () => shop.killDatabase())
  })

  it('120 applications survive both being killed at once 3 times', { timeout: 240_000 }, async () => {
    const random = randomFrom(seed + 2)
    const shop = await openEmbeddedShop(running)
    onTestFinished(shop.close)
    await survive(shop, { count: 120, times: 3, random }, () => shop.killBoth())
  })
})
