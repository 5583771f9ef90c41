import type { Answer, Connector } from '../integrations/connector.ts'

/**
 * A report as it may be stored: without the connector's own secrets, should a remote ever echo them, and without NUL, which
 * no text of PostgreSQL can hold; an outcome that could not be written would leave its post `sending` for ever.
 */
export function storable<T extends { answer?: Answer; reason?: string }>(
  connector: Connector,
  settings: Record<string, unknown>,
  report: T,
): T {
  const secrets = connector.settings.secrets
    .map((field) => settings[field])
    .filter((value): value is string => typeof value === 'string' && value.length >= 4)
  const clean = (text: string) =>
    secrets.reduce((rest, secret) => rest.replaceAll(secret, '[秘密]'), text).replaceAll('\0', '\ufffd')
  return {
    ...report,
    ...(report.answer ? { answer: { ...report.answer, text: clean(report.answer.text) } } : {}),
    ...(report.reason === undefined ? {} : { reason: clean(report.reason) }),
  }
}
