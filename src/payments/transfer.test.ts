import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type AwaitedTransfer, nextTransferStep, type TransferState, transferStatesBefore } from './transfer.ts'
import { isTransferReference, newTransferReference, referencesIn } from './transfer-reference.ts'

const transfer: AwaitedTransfer = {
  state: 'expected',
  dueOn: '2026-12-02',
  createdAt: new Date('2026-11-25T05:00:00Z'),
  remindedAt: null,
  awaited: true,
}
/** In Tokyo 9:00 is midnight in UTC. */
const at = (instant: string, reminderDays = 2) => ({
  now: new Date(instant),
  timeZone: 'Asia/Tokyo',
  chargeHour: 9,
  reminderDays,
})
const REMIND_AT = new Date('2026-11-30T00:00:00Z')
const OVERDUE_AT = new Date('2026-12-03T00:00:00Z')

describe('an expected transfer', () => {
  it.each([
    ['waits for its reminder', {}, at('2026-11-25T05:00:00Z'), { kind: 'wait', until: REMIND_AT }],
    ['reminds at the shop’s hour', {}, at('2026-11-30T00:00:00Z'), { kind: 'remind', until: OVERDUE_AT }],
    ['reminds late rather than never', {}, at('2026-12-02T10:00:00Z'), { kind: 'remind', until: OVERDUE_AT }],
    ['reminds once', { remindedAt: REMIND_AT }, at('2026-12-01T00:00:00Z'), { kind: 'wait', until: OVERDUE_AT }],
    ['is not reminded of after its day', {}, at('2026-12-02T15:00:00Z'), { kind: 'wait', until: OVERDUE_AT }],
    ['without reminders waits for the end', {}, at('2026-11-25T05:00:00Z', 0), { kind: 'wait', until: OVERDUE_AT }],
    [
      'is not reminded of on the day of its instructions',
      {},
      at('2026-11-25T06:00:00Z', 7),
      { kind: 'wait', until: OVERDUE_AT },
    ],
    ['has the whole of its last day', {}, at('2026-12-02T23:59:59Z', 0), { kind: 'wait', until: OVERDUE_AT }],
    ['is overdue on the morning after', {}, at('2026-12-03T00:00:00Z'), { kind: 'overdue' }],
    ['is left alone when nobody waits for it', { awaited: false }, at('2026-12-03T00:00:00Z'), { kind: 'rest' }],
    ['is left alone when paid', { state: 'confirmed' as const }, at('2026-12-03T00:00:00Z'), { kind: 'rest' }],
  ])('%s', (_, change, rules, step) => {
    expect(nextTransferStep({ ...transfer, ...change }, rules)).toEqual(step)
  })

  it('never looks again at an instant that has passed', () => {
    fc.assert(
      fc.property(fc.integer({ min: -30, max: 30 }), fc.integer({ min: 0, max: 19 }), (days, reminderDays) => {
        const now = new Date(transfer.createdAt.getTime() + days * 3_600_000 * 7)
        const step = nextTransferStep(transfer, { ...at('2026-11-25T05:00:00Z', reminderDays), now })
        if ('until' in step) expect(step.until.getTime()).toBeGreaterThan(now.getTime())
      }),
    )
  })

  it.each<[TransferState, TransferState[]]>([
    ['expected', ['overdue', 'confirmed']],
    ['overdue', ['expected', 'confirmed']],
    ['confirmed', ['expected', 'overdue', 'cancelled']],
    ['cancelled', ['expected', 'overdue', 'confirmed']],
  ])('%s may only follow %j', (next, before) => {
    expect(transferStatesBefore(next)).toEqual(before)
  })
})

describe('references', () => {
  it('are eight digits without a 0 in front, and are found beside names', () => {
    for (let draw = 0; draw < 200; draw++) {
      const reference = newTransferReference()
      expect(reference).toMatch(/^[1-9]\d{7}$/)
      expect(referencesIn(`${reference} ﾔﾏﾀﾞ`)).toContain(reference)
      expect(referencesIn(`ヤマダ${reference}`)).toContain(reference)
    }
  })

  it('tell every wrong digit and every two that changed places', () => {
    const reference = newTransferReference(() => 4_711_082)
    expect(isTransferReference(reference)).toBe(true)
    for (let place = 0; place < 8; place++) {
      for (const digit of '0123456789') {
        const wrong = reference.slice(0, place) + digit + reference.slice(place + 1)
        expect(isTransferReference(wrong)).toBe(wrong === reference)
      }
      const [one, other] = [reference[place], reference[place + 1]]
      if (other === undefined || one === other) continue
      expect(isTransferReference(reference.slice(0, place) + other + one + reference.slice(place + 2))).toBe(false)
    }
  })
})
