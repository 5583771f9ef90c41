import { setTimeout as delay } from 'node:timers/promises'
import { z } from 'zod'

export const faultServices = ['chatwork', 'zendesk', 'newsletter', 'gateway', 'smtp', 'imap'] as const
export const faultModes = ['none', '429', '500', 'hang', 'close', '401', 'slow'] as const

/** A service of the outside world that can be made to fail. */
export type FaultService = (typeof faultServices)[number]
export type FaultMode = (typeof faultModes)[number]

/** What `PUT /sandbox/api/faults/:service` takes. */
export const faultRequest = z.strictObject({
  mode: z.enum(faultModes),
  /** How many calls meet the fault; without it, all until it is switched off. */
  times: z.int().positive().optional(),
  /** Milliseconds a `slow` answer waits. */
  delayMs: z.int().nonnegative().max(600_000).default(3_000),
  /** The call takes effect first, then the fault: the caller cannot know that it worked. */
  afterAccepting: z.boolean().default(false),
})

export type Fault = { mode: FaultMode; timesLeft: number | null; delayMs: number; afterAccepting: boolean }
export type Faults = Record<FaultService, Fault>

const noFault: Fault = { mode: 'none', timesLeft: null, delayMs: 0, afterAccepting: false }

export function createFaults(): Faults {
  return {
    chatwork: { ...noFault },
    zendesk: { ...noFault },
    newsletter: { ...noFault },
    gateway: { ...noFault },
    smtp: { ...noFault },
    imap: { ...noFault },
  }
}

export function setFault(faults: Faults, service: FaultService, wanted: z.output<typeof faultRequest>): Fault {
  const { mode, times, delayMs, afterAccepting } = wanted
  faults[service] = { mode, timesLeft: times ?? null, delayMs, afterAccepting }
  return faults[service]
}

/** The fault this call meets, or null. Uses up one of `times`; the last one switches the fault off. */
export function takeFault(faults: Faults, service: FaultService): Fault | null {
  const fault = faults[service]
  if (fault.mode === 'none') return null
  const taken = { ...fault }
  if (fault.timesLeft !== null) {
    fault.timesLeft -= 1
    if (fault.timesLeft === 0) faults[service] = { ...noFault }
  }
  return taken
}

export function waitOut(fault: Fault): Promise<void> {
  return delay(fault.delayMs)
}
