import { OpenAPIHono } from '@hono/zod-openapi'
import { apiKeyRoutes } from './endpoints/api-keys.ts'
import { applicationRoutes } from './endpoints/applications.ts'
import { contractActRoutes } from './endpoints/contract-acts.ts'
import { contractRoutes } from './endpoints/contracts.ts'
import { customerImportRoutes } from './endpoints/customer-imports.ts'
import { customerRoutes } from './endpoints/customers.ts'
import { integrationRoutes } from './endpoints/integrations.ts'
import { letterSettingsRoutes } from './endpoints/letter-settings.ts'
import { letterRoutes } from './endpoints/letters.ts'
import { mailboxRoutes } from './endpoints/mailbox.ts'
import { maintenanceRoutes } from './endpoints/maintenance.ts'
import { newsRoutes } from './endpoints/news.ts'
import { overviewRoutes } from './endpoints/overview.ts'
import { paymentRoutes } from './endpoints/payments.ts'
import { productRoutes } from './endpoints/products.ts'
import { resendLetterRoutes } from './endpoints/resend-letter.ts'
import { returnedMailRoutes } from './endpoints/returned-mail.ts'
import { sessionRoutes } from './endpoints/session.ts'
import { settingsRoutes } from './endpoints/settings.ts'
import { setupRoutes } from './endpoints/setup.ts'
import { todoRoutes } from './endpoints/todo.ts'
import { transferRoutes } from './endpoints/transfers.ts'

const head = {
  openapi: '3.1.0',
  info: {
    title: 'Luxliner API',
    version: '1',
    description:
      '管理画面が行うことは、すべてこのAPIで行えます。日時はUTCのISO 8601、金額は税込みの円(整数)です。受け付けられないときは application/problem+json でお答えします。',
  },
  servers: [{ url: '/api/v1' }],
  security: [{ apiKey: [] }, { session: [] }],
}

/** The OpenAPI 3.1 document of an API with its routes. */
export function describeApi(api: Pick<OpenAPIHono, 'openAPIRegistry' | 'getOpenAPI31Document'>) {
  const document = api.getOpenAPI31Document(head)
  return {
    ...document,
    components: {
      ...document.components,
      securitySchemes: {
        apiKey: { type: 'http', scheme: 'bearer', description: '設定 → APIキー で作るキー(lux_…)' },
        session: {
          type: 'apiKey',
          in: 'cookie',
          name: 'luxliner-staff.session_token',
          description: '管理画面のログイン',
        },
      },
    },
  }
}

/** `docs/openapi.json`: the same document, from the routes alone. */
export function printOpenApi(): string {
  const routes = [
    ...sessionRoutes,
    ...setupRoutes,
    ...overviewRoutes,
    ...productRoutes,
    ...applicationRoutes,
    ...customerRoutes,
    ...customerImportRoutes,
    ...contractRoutes,
    ...contractActRoutes,
    ...paymentRoutes,
    ...letterRoutes,
    ...transferRoutes,
    ...newsRoutes,
    ...todoRoutes,
    ...integrationRoutes,
    ...resendLetterRoutes,
    ...returnedMailRoutes,
    ...letterSettingsRoutes,
    ...mailboxRoutes,
    ...settingsRoutes,
    ...maintenanceRoutes,
    ...apiKeyRoutes,
  ]
  const api = new OpenAPIHono()
  for (const route of routes) api.openAPIRegistry.registerPath(route)
  return `${JSON.stringify(describeApi(api), null, 2)}\n`
}
