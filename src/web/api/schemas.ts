/**
 * What `/api/v1` takes and answers, for the server and for the admin alike (zod only, safe in the browser).
 * Times are ISO 8601 in UTC, days are `YYYY-MM-DD` in the shop's time zone, amounts are whole yen.
 */
export * from './schemas/contract-acts.ts'
export * from './schemas/customers.ts'
export * from './schemas/details.ts'
export * from './schemas/letters.ts'
export * from './schemas/list.ts'
export * from './schemas/maintenance.ts'
export * from './schemas/news.ts'
export * from './schemas/newsletter.ts'
export * from './schemas/problem.ts'
export * from './schemas/returned-mail.ts'
export * from './schemas/sales.ts'
export * from './schemas/session.ts'
export * from './schemas/settings.ts'
export * from './schemas/transfers.ts'
export * from './schemas/words.ts'
