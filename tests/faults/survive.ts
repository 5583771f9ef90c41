import { expect } from 'vitest'
import type { Random } from '../support/random.ts'
import { sendCrowd, slowDown, speedUp, strike } from './crowd.ts'
import type { FragileShop } from './fragile-shop.ts'
import { hurry, untilAllIsTold } from './passing-time.ts'
import { lookWhatWasSold } from './sold.ts'
import { lookWhatWasTold, type Telling } from './told.ts'

const TOLD_WITHIN_MS = 45_000

/** A crowd applies while `blow` falls on the shop; then everything is looked at from outside. */
export async function survive(
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
