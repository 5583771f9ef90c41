import { resolve } from 'node:path'
import { z } from 'zod'
import { checkoutRoot } from './platform/checkout.ts'

/** The environment, parsed once. */
export interface Config {
  /** An outside PostgreSQL, or null for the embedded one. */
  databaseUrl: string | null
  dataDir: string
  /** The user named the data directory. */
  dataDirIsExplicit: boolean
  secretKey: string | null
  /** Public address without a slash at the end. */
  baseUrl: string
  host: string
  port: number
  sandboxPort: number
  chatworkApiBase: string
  zendeskApiBase: string
  trustedHosts: ReadonlySet<string>
  logLevel: string
}

const port = (name: string) =>
  z.coerce.number(`${name} は数字で指定してください`).int().min(0).max(65_535, `${name} は 0〜65535 で指定してください`)
const address = (name: string) =>
  z
    .string()
    .regex(/^https?:\/\/[^/]/, `${name} は http:// か https:// で始まるアドレスを指定してください`)
    .transform((text) => text.replace(/\/+$/, ''))

const environment = z.object({
  DATABASE_URL: z
    .string()
    .regex(/^postgres(ql)?:\/\//, 'DATABASE_URL は postgres:// で始まるアドレスを指定してください')
    .optional(),
  LUXLINER_DATA_DIR: z.string().min(1).optional(),
  LUXLINER_SECRET_KEY: z.string().min(32, 'LUXLINER_SECRET_KEY は32文字以上にしてください').optional(),
  LUXLINER_BASE_URL: address('LUXLINER_BASE_URL').optional(),
  HOST: z.string().min(1).default('127.0.0.1'),
  PORT: port('PORT').default(3_000),
  SANDBOX_PORT: port('SANDBOX_PORT').default(3_900),
  CHATWORK_API_BASE: address('CHATWORK_API_BASE').default('https://api.chatwork.com/v2'),
  ZENDESK_API_BASE: address('ZENDESK_API_BASE').default('https://{subdomain}.zendesk.com'),
  LUXLINER_TRUSTED_HOSTS: z.string().default(''),
  LOG_LEVEL: z
    .enum(
      ['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'],
      'LOG_LEVEL は trace, debug, info, warn, error, fatal, silent のどれかです',
    )
    .default('warn'),
})

/** Reads the environment; every fault is listed, not only the first. */
export function readConfig(env: NodeJS.ProcessEnv): { config: Config } | { faults: string[] } {
  const given = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== undefined && value !== ''))
  const parsed = environment.safeParse(given)
  if (!parsed.success) return { faults: parsed.error.issues.map((issue) => issue.message) }
  const value = parsed.data
  return {
    config: {
      databaseUrl: value.DATABASE_URL ?? null,
      dataDir: resolve(checkoutRoot(), value.LUXLINER_DATA_DIR ?? 'data'),
      dataDirIsExplicit: value.LUXLINER_DATA_DIR !== undefined,
      secretKey: value.LUXLINER_SECRET_KEY ?? null,
      baseUrl: value.LUXLINER_BASE_URL ?? `http://${value.HOST === '0.0.0.0' ? '127.0.0.1' : value.HOST}:${value.PORT}`,
      host: value.HOST,
      port: value.PORT,
      sandboxPort: value.SANDBOX_PORT,
      chatworkApiBase: value.CHATWORK_API_BASE,
      zendeskApiBase: value.ZENDESK_API_BASE,
      trustedHosts: new Set(value.LUXLINER_TRUSTED_HOSTS.split(/[\s,]+/).filter(Boolean)),
      logLevel: value.LOG_LEVEL,
    },
  }
}
