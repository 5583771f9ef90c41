import type { App } from '../../src/app.ts'
import { createProduct, type Product, productSchema, updateProduct } from '../../src/products/index.ts'
import type { Sandbox } from '../index.ts'
import { remindGateway } from './gateway-memory.ts'
import { inventHistory } from './history.ts'
import { products, videoEditingExtras } from './products.ts'
import { connectEverything, pointAtSandbox } from './settings.ts'
import { payIn } from './transfers.ts'

/** How to sign in to the demo's admin. */
export const OWNER = { name: '店長 日向', email: 'owner@luxliner-demo.example', password: 'hidamari-demo' }

/** Opens the sample shop; the gateway and the bank of this start learn what they have to know of it. */
export async function openSampleShop(app: App, sandbox: Sandbox): Promise<void> {
  await furnish(app, sandbox)
  await remindGateway(app, sandbox.world)
  await payIn(app.db, sandbox.world, app.clock.now())
}

/** Fills in the small believable shop at the first start; afterwards only the addresses of the sandbox are set anew. */
async function furnish(app: App, sandbox: Sandbox): Promise<void> {
  const known = await app.db.selectFrom('products').select('id').limit(1).executeTakeFirst()
  if (known) return pointAtSandbox(app.db, app.settings, sandbox)
  const now = app.clock.now()
  const made: Product[] = []
  for (const fields of products) {
    const result = await createProduct(app.db, productSchema.parse(fields), now)
    if (!result.refused) made.push(result.product)
  }
  const [, , videoEditing, consulting] = made
  if (videoEditing && consulting) await updateProduct(app.db, videoEditing.id, videoEditingExtras(consulting), now)
  await app.createOwner(OWNER)
  await connectEverything(app.db, app.settings, sandbox, OWNER.email)
  await inventHistory(app.db, made, app.secrets, now)
}
