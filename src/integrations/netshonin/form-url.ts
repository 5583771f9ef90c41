import { isIP } from 'node:net'
import { createAddressJudge } from '../../platform/http-client.ts'

/**
 * Why a registration address of the settings cannot be used, in Japanese, or null. The same rule as the http client's, as
 * far as it can be judged without asking DNS: https and a public host, unless the host (`name` or `name:port`) is trusted.
 */
export function checkFormUrl(formUrl: string, trustedHosts: ReadonlySet<string>): string | null {
  const url = URL.parse(formUrl)
  if (url === null || (url.protocol !== 'https:' && url.protocol !== 'http:'))
    return '「https://」で始まるURLを入力してください。'
  if (trustedHosts.has(url.host) || trustedHosts.has(url.hostname)) return null
  if (url.protocol !== 'https:')
    return '「http://」のURLは使えません。お客様の情報を安全に送るため、「https://」で始まるURLを入力してください。'
  const host = url.hostname.replace(/^\[|\]$/g, '').replace(/\.$/, '')
  const local = host === 'localhost' || host.endsWith('.localhost')
  if (local || (isIP(host) !== 0 && createAddressJudge()(host)))
    return '社内のネットワークや自分自身を指すURLは使えません。インターネット上のURLを入力してください。'
  return null
}
