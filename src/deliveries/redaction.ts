import type { Answer, Connector } from '../integrations/connector.ts'

/** Cuts the connector's own secrets out of what is about to be stored, should a remote ever echo them. */
export function withoutSecretValues<T extends { answer?: Answer; reason?: string }>(
  connector: Connector,
  settings: Record<string, unknown>,
  report: T,
): T {
  const secrets = connector.settings.secrets
    .map((field) => settings[field])
    .filter((value): value is string => typeof value === 'string' && value.length >= 4)
  if (secrets.length === 0) return report
  const clean = (text: string) => secrets.reduce((rest, secret) => rest.replaceAll(secret, '[秘密]'), text)
  return {
    ...report,
    ...(report.answer ? { answer: { ...report.answer, text: clean(report.answer.text) } } : {}),
    ...(report.reason === undefined ? {} : { reason: clean(report.reason) }),
  }
}
