import { type DueWork, type DueWorkLoop, startDueWork } from '../platform/due-work.ts'
import { createBriefings } from './briefing.ts'
import type { DeliveriesContext } from './context.ts'
import { dispatchWork } from './dispatch.ts'
import { manualWork } from './manual-work.ts'
import { performPost } from './perform.ts'
import { claimPosts, nextPostDueInMs } from './post.ts'
import { postsTopic } from './topics.ts'

export { type BudgetState, readBudget, renameBudget, returnCall, takeCall } from './budget.ts'
export { type Connection, readConnection, releaseConnection } from './connection.ts'
export type { Alarm, DeliveriesContext } from './context.ts'
export { dispatchBatch } from './dispatch.ts'
export { type LastFailure, readLastFailure } from './last-failure.ts'
export { listMailNotices, type MailNotice } from './mail-notices.ts'
export { lookForManualWork } from './manual-work.ts'
export { noteReturnedNotice } from './returned-notice.ts'
export { applySettings } from './settings-saved.ts'
export { BRIEFING_TOPIC } from './topics.ts'

/** Starts telling: the dispatcher, what people do by hand, and one loop a connector, so that a slow service never holds back another. */
export function startDeliveries(context: DeliveriesContext): DueWorkLoop[] {
  const briefings = createBriefings(context)
  const posts = context.connectors.map((connector) => {
    const laned = connector.policy.pace !== undefined
    return startDueWork(
      {
        topic: postsTopic(connector.name),
        concurrency: connector.policy.concurrency,
        claim: (limit) => claimPosts(context.db, connector.name, laned, limit),
        perform: (post) => performPost(context, briefings, connector, post),
        nextDueInMs: () => nextPostDueInMs(context.db, connector.name, laned),
      },
      context.doorbell,
      context.log,
    )
  })
  const start = (work: DueWork<never>) => startDueWork(work, context.doorbell, context.log)
  return [start(dispatchWork(context)), start(manualWork(context)), ...posts]
}
export * from './queries.ts'
export { finishAttention, finishListWork, finishManualRegistration, type Ticked } from './todo.ts'
