import type { Connector, ShopFacts } from '../integrations/connector.ts'
import { type Connection, readConnection } from './connection.ts'
import type { DeliveriesContext } from './context.ts'
import { BRIEFING_TOPIC } from './topics.ts'

/** What a sender must know at the moment of sending, apart from the post itself. */
export interface Briefing {
  settings: Record<string, unknown>
  settingsVersion: number
  connection: Connection
  shop: ShopFacts
  /** Why nothing can be sent at all until staff set something, or null. */
  blockedBy: string | null
}

/** The longest that a process without the doorbell's connection works by old settings. */
const KEEP_MS = 1_000

/**
 * Reads the briefing of a connector, and keeps it until settings or connection change. A post in a backlog of thousands
 * would otherwise read the same three rows again: 4 of its 10 round trips (docs/decisions/0003).
 */
export function createBriefings(context: DeliveriesContext) {
  const kept = new Map<string, { at: number; briefing: Promise<Briefing> }>()
  const stop = context.doorbell.listen(BRIEFING_TOPIC, () => kept.clear())
  const read = async (connector: Connector): Promise<Briefing> => {
    const [saved, connection, shop, blockedBy] = await Promise.all([
      context.settings.read(context.db, connector.settings),
      readConnection(context.db, connector.name),
      context.readShop(context.db),
      connector.blockedBy?.(context) ?? null,
    ])
    return { settings: saved.value, settingsVersion: saved.version, connection, shop, blockedBy }
  }
  return {
    stop,
    get(connector: Connector): Promise<Briefing> {
      const now = performance.now()
      const known = kept.get(connector.name)
      if (known && now - known.at < KEEP_MS) return known.briefing
      const briefing = read(connector)
      kept.set(connector.name, { at: now, briefing })
      briefing.catch(() => kept.delete(connector.name))
      return briefing
    },
  }
}

export type Briefings = ReturnType<typeof createBriefings>
