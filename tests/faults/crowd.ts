import { setTimeout as delay } from 'node:timers/promises'
import { products } from '../../sandbox/demo/products.ts'
import { createFaults, faultServices, setFault } from '../../sandbox/faults.ts'
import type { World } from '../../sandbox/index.ts'
import { apply, type Ending, type Site, type Wish } from '../support/applicant.ts'
import { until } from '../support/owner-process.ts'
import type { Random } from '../support/random.ts'

const AT_ONCE = 10
/** One in five pays with a card that is declined. */
const DECLINES = 0.2
const GOOD_CARD = '4242424242424242'
const BAD_CARDS = ['4000000000000002', '4000000000009995', '4000000000000069']

/** What somebody wanted, and what the page told them. */
export interface Applied {
  wish: Wish
  ending: Ending
  /** From opening the form to the last page, in milliseconds. */
  tookMs: number
}

/** A crowd that applies; `begun` counts who has opened a form. */
export interface Crowd {
  readonly begun: number
  readonly applied: Promise<Applied[]>
}

/**
 * Sends `count` applicants through the pages, ten at a time. Everybody is new and has an address of their own; `name`
 * tells crowds apart.
 */
export function sendCrowd(site: Site, count: number, random: Random, name = 'applicant'): Crowd {
  const wishes = Array.from({ length: count }, (_, index) => wishOf(`${name}${index}`, index, random))
  const applied: Applied[] = []
  let begun = 0
  const visit = async () => {
    for (let wish = wishes[begun]; wish; wish = wishes[begun]) {
      begun++
      const from = performance.now()
      const ending = await apply(site, wish)
      applied.push({ wish, ending, tookMs: performance.now() - from })
    }
  }
  const all = Promise.all(Array.from({ length: AT_ONCE }, visit)).then(() => applied)
  return {
    get begun() {
      return begun
    },
    applied: all,
  }
}

function wishOf(name: string, index: number, random: Random): Wish {
  return {
    slug: products[random.below(products.length)]?.slug ?? '',
    familyName: '山田',
    givenName: '花子',
    email: `${name}@customer.example`,
    cardNumber: random.chance(DECLINES) ? (BAD_CARDS[random.below(BAD_CARDS.length)] ?? '') : GOOD_CARD,
    address: `10.0.${index >> 8}.${index & 255}`,
  }
}

/** After how many milliseconds at most something is struck once its instant has come. */
const AIM_MS = 200

/** Strikes `times` while the crowd applies, at random instants. Stops when the crowd has failed. */
export async function strike(
  crowd: Crowd,
  { count, times, random }: { count: number; times: number; random: Random },
  blow: () => Promise<void>,
): Promise<void> {
  let failed = false
  crowd.applied.catch(() => {
    failed = true
  })
  const instants = Array.from({ length: times }, () => 1 + random.below(count - AT_ONCE)).sort((a, b) => a - b)
  for (const instant of instants) {
    await until(`applicant ${instant} comes`, () => failed || crowd.begun >= instant, 60_000)
    await delay(random.below(AIM_MS))
    if (failed) return
    await blow()
  }
}

/** Milliseconds that a call to the outside takes: long enough for kills to fall into it. */
const SLOWEST_MS = 80

/** Makes every service slow; whether it does its work before or after the wait is drawn anew. */
export function slowDown(world: World, random: Random): void {
  for (const service of faultServices) {
    setFault(world.faults, service, {
      mode: 'slow',
      delayMs: 20 + random.below(SLOWEST_MS - 20),
      afterAccepting: random.chance(0.5),
    })
  }
}

/** Ends the slowness. */
export function speedUp(world: World): void {
  world.faults = createFaults()
}
