import { randomInt } from 'node:crypto'
import { describe, expect, it, onTestFinished } from 'vitest'
import { programs } from '../support/program.ts'
import { type Random, randomFrom } from '../support/random.ts'
import { sendCrowd, slowDown, speedUp, strike } from './crowd.ts'
import { type FragileShop, openEmbeddedShop, openShop } from './fragile-shop.ts'
import { hurry, untilAllIsTold } from './passing-time.ts'
import { lookWhatWasSold } from './sold.ts'
import { lookWhatWasTold, type Telling } from './told.ts'

/** `FAULTS_SEED=…` plays the same applicants and instants again; where the kills fall exactly is up to the machine. */
const seed = Number(process.env.FAULTS_SEED ?? randomInt(1_000_000))
const running = programs()

const TOLD_WITHIN_MS = 45_000

/** A crowd applies while `blow` falls on the shop; then everything is looked at from outside. */
async function survive(
  shop: FragileShop,
  { count, times, random }: { count: number; times: number; random: Random },
  blow: () => Promise<void>,
): Promise<Telling> {
  const { world } = shop.sandbox
  slowDown(world, random)
  const time = hurry(shop)
  try {
    const crowd = sendCrowd(shop, count, random)
    const blows = strike(crowd, { count, times, random }, async () => {
      slowDown(world, random)
      await blow()
    })
    const [applied, struck] = await Promise.allSettled([crowd.applied, blows])
    if (applied.status === 'rejected') throw applied.reason
    if (struck.status === 'rejected') throw struck.reason
    speedUp(world)
    await untilAllIsTold(shop.db, TOLD_WITHIN_MS)
    expect(await lookWhatWasSold(shop.db, world, applied.value)).toEqual([])
    const telling = await lookWhatWasTold(shop.db, world)
    expect(telling.complaints).toEqual([])
    return telling
  } finally {
    await time.stop()
  }
}

// About 40 s, 25 s and 25 s on two cores of one's own; the bounds leave room for a machine that is shared by four.
describe(`seed ${seed}`, () => {
  it('240 applications survive a program that is killed 7 times', { timeout: 240_000 }, async () => {
    const random = randomFrom(seed)
    const shop = await openShop(running)
    onTestFinished(shop.close)
    const telling = await survive(shop, { count: 240, times: 7, random }, () => shop.killProgram())
    // Both ways were used: chat as far as the budget of 300 calls reached, and mail for the rest.
    expect(telling.byChat).toBeGreaterThan(100)
    expect(telling.byMail).toBeGreaterThan(100)
  })

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
