import { changeLimits } from '../../sandbox/chatwork/limits.ts'
import { products } from '../../sandbox/demo/products.ts'
import { connectEverything } from '../../sandbox/demo/settings.ts'
import type { Sandbox } from '../../sandbox/index.ts'
import { adminMailDefinition } from '../../src/integrations/admin-mail/settings.ts'
import { type ChatworkSettings, chatworkDefinition } from '../../src/integrations/chatwork/settings.ts'
import { type Database, transact } from '../../src/platform/database.ts'
import { createSecrets } from '../../src/platform/secrets.ts'
import { createSettingsStore } from '../../src/platform/settings.ts'
import { createProduct, productSchema } from '../../src/products/index.ts'

const SECRET_KEY = 'the secret key of a shop that is killed'
/** Every piece of news goes to each of them, where chat does not have it. */
export const ADMINISTRATORS = ['owner@shop.example', 'staff@shop.example']

/** Nobody listens to rings: whoever has something due looks every 500 ms. */
const unheard = { ring: () => {} }

/** The environment of a program whose outside world is the sandbox. */
export function environment(sandbox: Sandbox, own: Record<string, string>): Record<string, string> {
  return {
    LUXLINER_SECRET_KEY: SECRET_KEY,
    CHATWORK_API_BASE: `${sandbox.url}/chatwork/v2`,
    ZENDESK_API_BASE: `${sandbox.url}/zendesk/{subdomain}`,
    LUXLINER_TRUSTED_HOSTS: new URL(sandbox.url).host,
    ...own,
  }
}

/**
 * Fills an empty database with the demo's products and connects everything to the sandbox, whose own limits are lifted:
 * the program's budget and pace are what holds it back. `chatwork` changes the demo's settings.
 */
export async function furnish(db: Database, sandbox: Sandbox, chatwork: Partial<ChatworkSettings> = {}): Promise<void> {
  changeLimits(sandbox.world.chatwork.limits, { limit: 100_000, roomLimit: 100_000 }, [])
  sandbox.world.zendesk.callsPerMinute = 100_000
  const store = createSettingsStore(createSecrets(SECRET_KEY))
  await connectEverything(db, store, sandbox, ADMINISTRATORS[0] ?? '')
  await transact(db, unheard, async (tx) => {
    await store.write(tx, adminMailDefinition, { recipients: ADMINISTRATORS }, 'test')
    const { value } = await store.readForSave(tx, chatworkDefinition)
    await store.write(tx, chatworkDefinition, { ...value, ...chatwork }, 'test')
  })
  for (const product of products) await createProduct(db, productSchema.parse(product), new Date())
}
