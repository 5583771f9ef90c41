import { type Logger, pino } from 'pino'

export type Log = Logger

/** Keys whose values never reach a log line, at any depth that our own log calls use. */
const SECRET_KEYS = ['token', 'apiToken', 'password', 'secret', 'secretKey', 'authorization', 'cookie', 'cardToken']

/** The program's log: one JSON object a line on standard output, secrets cut out. */
export function createLog(level: string): Log {
  return pino({
    level,
    redact: { paths: SECRET_KEYS.flatMap((key) => [key, `*.${key}`, `*.*.${key}`]), censor: '[secret]' },
    base: null,
    timestamp: pino.stdTimeFunctions.isoTime,
  })
}
