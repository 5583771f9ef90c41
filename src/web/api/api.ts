import { OpenAPIHono } from '@hono/zod-openapi'
import { Hono } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import { type ApiEnv, isUpload, onlyCallers, onlyExpectedTypes, onlyOwnPages } from './access.ts'
import { describeApi } from './description.ts'
import { apiKeyEndpoints } from './endpoints/api-keys.ts'
import { applicationEndpoints } from './endpoints/applications.ts'
import { contractActEndpoints } from './endpoints/contract-acts.ts'
import { contractEndpoints } from './endpoints/contracts.ts'
import { customerFileEndpoint, customerImportEndpoints } from './endpoints/customer-imports.ts'
import { customerEndpoints } from './endpoints/customers.ts'
import { integrationEndpoints } from './endpoints/integrations.ts'
import { letterSettingsEndpoints } from './endpoints/letter-settings.ts'
import { letterEndpoints } from './endpoints/letters.ts'
import { mailboxEndpoints } from './endpoints/mailbox.ts'
import { maintenanceEndpoints } from './endpoints/maintenance.ts'
import { newsEndpoints } from './endpoints/news.ts'
import { overviewEndpoints } from './endpoints/overview.ts'
import { paymentEndpoints } from './endpoints/payments.ts'
import { productEndpoints } from './endpoints/products.ts'
import { resendLetterEndpoints } from './endpoints/resend-letter.ts'
import { returnedMailEndpoints } from './endpoints/returned-mail.ts'
import { openSessionEndpoints, sessionEndpoints } from './endpoints/session.ts'
import { settingsEndpoints } from './endpoints/settings.ts'
import { setupEndpoints } from './endpoints/setup.ts'
import { todoEndpoints } from './endpoints/todo.ts'
import { transferEndpoints } from './endpoints/transfers.ts'
import type { ApiParts } from './ports.ts'
import { onError, refuse, refuseInvalid, refuseTooLarge } from './problems.ts'

/** The API's routes, relative to `/api/v1`. */
export type Api = OpenAPIHono<ApiEnv>

/** Far more than the largest page of settings; a text of 5,000 characters has 15 kB. */
const MAX_BODY_BYTES = 256 * 1024

/** A year's statement of a small shop; a file of the 5,000 rows that are read at once has about 600 kB. */
const MAX_FILE_BYTES = 2 * 1024 * 1024

/** The staff's side of the server: everything under `/api/v1`. Mount it at `/`. */
export function createApi(parts: ApiParts): Hono {
  return new Hono().route('/api/v1', buildApi(parts))
}

/** The routes themselves, from which the OpenAPI document is printed. */
export function buildApi(parts: ApiParts): Api {
  const api: Api = new OpenAPIHono<ApiEnv>({ defaultHook: refuseInvalid })
  api.onError(onError(parts.log))
  api.use(async (c, next) => {
    await next()
    c.header('cache-control', 'no-store')
  })
  api.use(onlyOwnPages(parts.baseUrl))
  // Takes a larger file than any other, and says so itself.
  customerFileEndpoint(api, parts)
  api.use(onlyExpectedTypes)
  api.use((c, next) => (isUpload(c) ? smallFiles(c, next) : smallBodies(c, next)))

  openSessionEndpoints(api, parts)
  setupEndpoints(api, parts)
  api.get('/openapi.json', (c) => c.json(describeApi(api)))

  // Everything below asks who is calling.
  api.use(onlyCallers(parts.db, parts.auth))
  sessionEndpoints(api, parts)
  overviewEndpoints(api, parts)
  productEndpoints(api, parts)
  applicationEndpoints(api, parts)
  customerEndpoints(api, parts)
  customerImportEndpoints(api, parts)
  contractEndpoints(api, parts)
  contractActEndpoints(api, parts)
  paymentEndpoints(api, parts)
  letterEndpoints(api, parts)
  transferEndpoints(api, parts)
  newsEndpoints(api, parts)
  todoEndpoints(api, parts)
  integrationEndpoints(api, parts)
  resendLetterEndpoints(api, parts)
  returnedMailEndpoints(api, parts)
  // Before the path that any page of settings has.
  letterSettingsEndpoints(api, parts)
  mailboxEndpoints(api, parts)
  settingsEndpoints(api, parts)
  maintenanceEndpoints(api, parts)
  apiKeyEndpoints(api, parts)
  api.all('*', (c) => refuse(c, 'not_found'))
  return api
}

const smallBodies = bodyLimit({ maxSize: MAX_BODY_BYTES, onError: refuseTooLarge })
const smallFiles = bodyLimit({ maxSize: MAX_FILE_BYTES, onError: refuseTooLarge })
