import type { Context } from 'hono'
import type { ApplicationsContext } from '../../applications/index.ts'
import type { MemberAccounts } from '../../customers/index.ts'
import type { PageParts } from '../ui/index.ts'

/** What the application pages need, put together in `app.ts`. */
export interface ApplyParts extends ApplicationsContext, PageParts {
  accounts: MemberAccounts
  /** The visitor's IP address; behind a proxy only `web/server.ts` knows which header to trust. */
  clientAddress: (c: Context) => string
}
