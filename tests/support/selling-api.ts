import { afterAll, beforeAll } from 'vitest'
import { type Ask, type ServedApi, serveApi } from './api-server.ts'
import type { TestDatabase } from './database.ts'
import { type Selling, sellingShop } from './selling.ts'
import { startTelling, type Telling } from './telling.ts'

/** A selling shop for the whole test file, its owner who asks the API, and somebody who has not signed in. */
export function sellingApi(database: TestDatabase): { selling: Selling; owner: Ask; visitor: Ask } {
  const selling = sellingShop(database)
  let telling: Telling
  let api: ServedApi
  let owner: Ask
  beforeAll(async () => {
    telling = await startTelling(database.db, database.url)
    const { clock, secrets, settings, http } = selling.context
    const context = { ...telling.context, settings, http }
    api = await serveApi(context, database.pool, `${telling.sandbox.url}/chatwork/v2`, { clock, secrets })
    owner = await api.signInAsOwner()
  })
  afterAll(async () => {
    await api.close()
    await telling.close()
  })
  return { selling, owner: (...request) => owner(...request), visitor: (...request) => api.ask(...request) }
}
