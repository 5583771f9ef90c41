import type { Dialect } from './dialect.ts'
import { gateways } from './gateways.ts'
import { groupware } from './groupware.ts'
import { japanese } from './japanese.ts'
import { mailServers } from './mail-servers.ts'
import { providers } from './providers.ts'

/** The dialects in the order in which they are tried: the ones with words of their own first, loose ones last. */
export const dialects: readonly Dialect[] = [
  ...japanese.slice(0, -2),
  ...mailServers,
  ...providers,
  ...groupware,
  ...gateways.slice(0, -2),
  ...japanese.slice(-2),
  ...gateways.slice(-2),
]
