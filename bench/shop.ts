import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { builtProgram, type Program } from './program.ts'

export const SLUG = 'bench-course'

/** A shop's settings as staff would enter them, over `/api/v1` with a key of the command line. */
export interface Shop {
  /** Publishes one product with an application page. Card tokens would be made at `gatewayUrl`, which nobody calls. */
  openApplications(gatewayUrl: string): Promise<void>
  /** Tells each application to Zendesk. */
  connectZendesk(): Promise<void>
}

export async function enterShop(program: Program): Promise<Shop> {
  const run = promisify(execFile)
  const { stdout } = await run(process.execPath, [builtProgram(), 'api-key', 'create', '--name', 'bench'], {
    env: program.env,
  })
  const key = stdout.trim()
  const call = async (method: string, path: string, body?: object): Promise<Record<string, unknown>> => {
    const answer = await fetch(`${program.url}/api/v1${path}`, {
      method,
      headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
      ...(body ? { body: JSON.stringify(body) } : {}),
    })
    if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${await answer.text()}`)
    return (await answer.json()) as Record<string, unknown>
  }
  const save = async (path: string, values: object) => {
    const { version } = await call('GET', path)
    await call('PUT', path, { version, values })
  }
  return {
    async openApplications(gatewayUrl) {
      const keys = { publishableKey: 'pk_bench', secretKey: 'sk_bench' }
      await save('/settings/payments', { gateway: 'tokenpay', apiBase: gatewayUrl, ...keys })
      await call('POST', '/products', {
        name: 'オンライン講座 ベーシック',
        slug: SLUG,
        kind: 'monthly',
        priceYen: 3_980,
        description: '毎週1回の授業と、質問し放題のサポートが付いた講座です。\nいつでも解約できます。',
        state: 'published',
        netshoninPlanId: null,
      })
    },
    connectZendesk: () =>
      save('/integrations/zendesk', {
        enabled: true,
        subdomain: 'bench',
        email: 'support@shop.example',
        apiToken: 'token-of-the-bench',
        commentPublic: true,
      }),
  }
}
