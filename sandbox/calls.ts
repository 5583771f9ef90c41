import type { FaultMode, FaultService } from './faults.ts'

/** One call as the outside world saw it. `status` is null while unanswered and for a call that got no answer. */
export type Call = {
  /** Counts up from 1, over all services. */
  id: number
  at: number
  service: FaultService
  method: string
  path: string
  status: number | null
  fault: FaultMode | null
}

export type Calls = { latest: Call[]; totals: Record<FaultService, number>; lastId: number }

/** Enough to read a whole test's calls; a load test must not fill the memory. */
const keptCalls = 2_000

export function createCalls(): Calls {
  return { latest: [], totals: { chatwork: 0, zendesk: 0, newsletter: 0, gateway: 0, smtp: 0, imap: 0 }, lastId: 0 }
}

/** Notes a call that has just arrived; the caller fills in how it ended. */
export function noteCall(calls: Calls, service: FaultService, method: string, path: string): Call {
  calls.lastId += 1
  const call: Call = { id: calls.lastId, at: Date.now(), service, method, path, status: null, fault: null }
  calls.totals[service] += 1
  calls.latest.push(call)
  // Cut in blocks: shift() on every call would move the whole array each time.
  if (calls.latest.length >= keptCalls * 2) calls.latest.splice(0, calls.latest.length - keptCalls)
  return call
}
