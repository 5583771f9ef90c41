/** The doorbell topic of a connector's posts. */
export function postsTopic(connector: string): string {
  return `posts.${connector}`
}

/** Rung when settings were saved or a connection changed: senders read both anew. */
export const BRIEFING_TOPIC = 'briefing'
