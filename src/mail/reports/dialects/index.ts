import type { Dialect } from './dialect.ts'
import { anyWords, gateways } from './gateways.ts'
import { groupware } from './groupware.ts'
import { japanese, japaneseWords } from './japanese.ts'
import { mailServers } from './mail-servers.ts'
import { providers } from './providers.ts'

/** The dialects in the order in which they are tried: the ones with words of their own first, loose ones last. */
export const dialects: readonly Dialect[] = [
  ...japanese,
  ...mailServers,
  ...providers,
  ...groupware,
  ...gateways,
  ...japaneseWords,
  ...anyWords,
]
