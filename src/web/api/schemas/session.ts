import { z } from 'zod'
import { newOwnerSchema } from '../../../staff/schema.ts'
import { time } from './list.ts'
import { event } from './news.ts'
import { connectionState, connectorNames } from './settings.ts'

/** POST /session: signing in. Refused alike for an unknown address and a wrong password (401 `invalid_credentials`). */
export const signInInput = z.object({
  email: z.string().min(1, 'メールアドレスを入力してください').max(254),
  password: z.string().min(1, 'パスワードを入力してください').max(128),
})
export type SignInInput = z.infer<typeof signInInput>

/** Who is asking, and the facts of the shop that every screen needs. `email` is null for an API key. */
export const session = z
  .object({
    via: z.enum(['staff', 'api_key']),
    name: z.string(),
    email: z.string().nullable(),
    shop: z.object({
      name: z.string(),
      /** IANA name; the screens show times in it. */
      timeZone: z.string(),
      /** Public address without a slash at the end; an application page is `{baseUrl}/apply/{slug}`. */
      baseUrl: z.string(),
    }),
  })
  .meta({ id: 'Session' })
export type Session = z.infer<typeof session>

/** GET /setup/{token}: the link may still be used (otherwise 404 `not_found`). */
export const setupState = z.object({ expiresAt: time })
export type SetupState = z.infer<typeof setupState>

/** POST /setup/{token}: makes the owner and signs in; the answer is the session. */
export const setupInput = z.object({
  shopName: z
    .string()
    .trim()
    .min(1, 'ショップ名を入力してください')
    .max(100, 'ショップ名は100文字以内で入力してください'),
  ownerName: newOwnerSchema.shape.name,
  email: newOwnerSchema.shape.email,
  password: newOwnerSchema.shape.password,
})
export type SetupInput = z.infer<typeof setupInput>

/** GET /overview: the dashboard and the badges of the menu. */
export const overview = z
  .object({
    today: z.object({
      /** Today by the business clock, in the shop's time zone. */
      date: z.iso.date(),
      /** Completed applications, and what they add up to. */
      applications: z.number().int(),
      amountYen: z.number().int(),
    }),
    /** Open entries. */
    manualRegistrations: z.number().int(),
    attention: z.number().int(),
    /** What came back by mail and was not understood. */
    returnedMail: z.number().int(),
    /** False until an SMTP server is set: no letter leaves. */
    mailConfigured: z.boolean(),
    connections: z.array(
      z.object({
        connector: z.enum(connectorNames),
        label: z.string(),
        enabled: z.boolean(),
        connection: connectionState,
      }),
    ),
    latestEvents: z.array(event),
  })
  .meta({ id: 'Overview' })
export type Overview = z.infer<typeof overview>

/** An API key as listed: the key itself is shown once, when it is made. */
export const apiKey = z
  .object({
    id: z.uuid(),
    name: z.string(),
    last4: z.string(),
    createdAt: time,
    lastUsedAt: time.nullable(),
    revokedAt: time.nullable(),
  })
  .meta({ id: 'ApiKey' })
export type ApiKey = z.infer<typeof apiKey>

/** GET /api-keys: all of them, newest first. */
export const apiKeyList = z.object({ items: z.array(apiKey) })
export type ApiKeyList = z.infer<typeof apiKeyList>

/** POST /api-keys. */
export const apiKeyInput = z.object({
  name: z.string().trim().min(1, '名前を入力してください').max(100, '名前は100文字以内で入力してください'),
})
export type ApiKeyInput = z.infer<typeof apiKeyInput>

/** The answer to POST /api-keys: the only time that `key` is shown. */
export const createdApiKey = apiKey.extend({ key: z.string() }).meta({ id: 'CreatedApiKey' })
export type CreatedApiKey = z.infer<typeof createdApiKey>
