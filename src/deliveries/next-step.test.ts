import { describe, expect, it } from 'vitest'
import type { DeliveryPolicy, Outcome } from '../integrations/connector.ts'
import { nextLookInMs, nextStep } from './next-step.ts'

const chat: DeliveryPolicy = {
  concurrency: 1,
  callTimeoutMs: 1_000,
  retryDelaysMs: [5_000, 20_000],
  maxTries: 3,
  giveUpAfterMs: 300_000,
  onUnknown: { kind: 'settle', afterMs: [2_000, 10_000, 30_000] },
  whilePaused: 'refuse',
  onGivenUp: 'mail_administrators',
}
const desk: DeliveryPolicy = {
  ...chat,
  maxTries: Number.POSITIVE_INFINITY,
  onUnknown: { kind: 'resend' },
  whilePaused: 'wait',
}
const form: DeliveryPolicy = { ...desk, onUnknown: { kind: 'hand_over' } }
const retry: Outcome = { kind: 'retry', reason: '理由' }
const unknown: Outcome = { kind: 'unknown', reason: '理由' }

describe('what follows an outcome', () => {
  it.each<[string, DeliveryPolicy, { attempts: number; givesUpInMs: number }, Outcome, boolean, object]>([
    ['delivered is final', chat, { attempts: 1, givesUpInMs: 1 }, { kind: 'delivered' }, false, { state: 'delivered' }],
    [
      'refused is final',
      desk,
      { attempts: 1, givesUpInMs: 1e6 },
      { kind: 'refused', reason: '' },
      false,
      { state: 'refused' },
    ],
    [
      'first retry',
      chat,
      { attempts: 1, givesUpInMs: 3e5 },
      retry,
      false,
      { state: 'waiting', dueInMs: 5_000, hold: false },
    ],
    ['second retry', chat, { attempts: 2, givesUpInMs: 3e5 }, retry, false, { state: 'waiting', dueInMs: 20_000 }],
    ['third try was the last', chat, { attempts: 3, givesUpInMs: 3e5 }, retry, false, { state: 'refused' }],
    ['one try while failing', chat, { attempts: 1, givesUpInMs: 3e5 }, retry, true, { state: 'refused' }],
    [
      'a patient service retries while failing',
      desk,
      { attempts: 1, givesUpInMs: 3e5 },
      retry,
      true,
      { state: 'waiting' },
    ],
    [
      'the last delay repeats',
      desk,
      { attempts: 9, givesUpInMs: 3e5 },
      retry,
      false,
      { state: 'waiting', dueInMs: 20_000 },
    ],
    ['no retry beyond the end', desk, { attempts: 9, givesUpInMs: 19_000 }, retry, false, { state: 'refused' }],
    [
      'held',
      desk,
      { attempts: 1, givesUpInMs: 10 },
      { ...retry, hold: true },
      false,
      { state: 'waiting', dueInMs: 60_000, hold: true },
    ],
    [
      'general limit is final',
      chat,
      { attempts: 1, givesUpInMs: 3e5 },
      { kind: 'rate_limited', reason: '' },
      false,
      { state: 'rate_limited' },
    ],
    [
      'room limit waits',
      chat,
      { attempts: 1, givesUpInMs: 3e5 },
      { kind: 'rate_limited', reason: '', retryAfterMs: 1e4 },
      false,
      { state: 'waiting', dueInMs: 1e4 },
    ],
    [
      'room limit too late',
      chat,
      { attempts: 1, givesUpInMs: 9e3 },
      { kind: 'rate_limited', reason: '', retryAfterMs: 1e4 },
      false,
      { state: 'rate_limited' },
    ],
    [
      'unknown is looked for',
      chat,
      { attempts: 1, givesUpInMs: 3e5 },
      unknown,
      false,
      { state: 'unsettled', dueInMs: 2_000 },
    ],
    [
      'unknown is sent again',
      desk,
      { attempts: 1, givesUpInMs: 3e5 },
      unknown,
      false,
      { state: 'waiting', dueInMs: 5_000 },
    ],
    [
      'unknown is sent again when the remote says so',
      desk,
      { attempts: 1, givesUpInMs: 3e5 },
      { ...unknown, afterMs: 7_000 },
      false,
      { state: 'waiting', dueInMs: 7_000 },
    ],
    ['unknown is handed over', form, { attempts: 1, givesUpInMs: 3e5 }, unknown, false, { state: 'unknown' }],
  ])('%s', (_name, policy, post, outcome, failing, expected) => {
    expect(nextStep(policy, post, outcome, failing)).toMatchObject(expected)
  })

  it('looks after 2, 10 and 30 seconds and no more', () => {
    expect([1, 2, 3].map((looks) => nextLookInMs(chat, looks))).toEqual([8_000, 20_000, null])
  })
})
