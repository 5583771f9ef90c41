import type { World } from '../world.ts'
import { type LateKind, late, lateKindOf } from './late.ts'
import type { Letter } from './mailbox.ts'
import { putReturned } from './returns.ts'

/** With so many on their way the next ones come back at once: a runaway test must not fill the memory. */
const mostWaiting = 1_000

/** A letter just taken comes back as the addresses of its recipients want it. */
export function comeBackByAddress(world: World, letter: Letter): void {
  if (!hasSender(letter)) return
  for (const to of letter.envelope.to) {
    const kind = lateKindOf(to)
    if (kind !== null) comeBack(world, letter, to, kind)
  }
}

/** Makes a letter come back of every recipient. False: it has no envelope sender, and nothing is answered to those. */
export function comeBackAs(world: World, letter: Letter, kind: LateKind): boolean {
  if (!hasSender(letter)) return false
  for (const to of letter.envelope.to) comeBack(world, letter, to, kind)
  return true
}

/** Bounces and other answers of machines have none, so that no two ever answer each other (RFC 5321 §4.5.5). */
function hasSender({ envelope }: Letter): boolean {
  return envelope.from !== ''
}

function comeBack(world: World, { raw, envelope }: Letter, to: string, kind: LateKind): void {
  const { delayMs, waiting } = world.late
  const arrive = () => {
    putReturned(world.returns, late[kind].write({ raw, from: envelope.from, to, at: Date.now() }))
    world.news.tell('smtp')
  }
  if (delayMs === 0 || waiting.size >= mostWaiting) {
    arrive()
    return
  }
  const timer = setTimeout(() => {
    waiting.delete(timer)
    arrive()
  }, delayMs)
  waiting.add(timer)
  world.news.tell('smtp')
}
