import { expect, it } from 'vitest'
import { type ClientFault, failureOf } from './failure.ts'

const setting = { host: 'imap.shop.example', port: 993, password: 'secret', folder: 'INBOX' }
const refused = { responseStatus: 'NO' }

it.each<[ClientFault, string]>([
  [{ code: 'ENOTFOUND' }, 'host_not_found'],
  [{ code: 'EAI_AGAIN' }, 'host_not_found'],
  [{ code: 'EHOSTUNREACH' }, 'unreachable'],
  [{ code: 'GREETING_TIMEOUT' }, 'timeout'],
  [{ code: 'DEPTH_ZERO_SELF_SIGNED_CERT' }, 'certificate'],
  [{ code: 'UNABLE_TO_VERIFY_LEAF_SIGNATURE' }, 'certificate'],
  [{ code: 'ERR_TLS_CERT_ALTNAME_INVALID', tlsFailed: true }, 'certificate'],
  [{ code: 'ERR_SSL_WRONG_VERSION_NUMBER' }, 'tls'],
  [{ tlsFailed: true }, 'tls'],
  [{ ...refused, authenticationFailed: true, serverResponseCode: 'PRIVACYREQUIRED' }, 'tls'],
  [{ ...refused, authenticationFailed: true, serverResponseCode: 'AUTHENTICATIONFAILED' }, 'login'],
  [{ ...refused, authenticationFailed: true, serverResponseCode: 'LIMIT' }, 'busy'],
  [{ ...refused, code: 'ETHROTTLE' }, 'busy'],
  [{ code: 'ECONNRESET' }, 'closed'],
  [refused, 'declined'],
  [{ code: 'ParserError11' }, 'protocol'],
  [{}, 'protocol'],
])('%j is %s, in Japanese', (fault, code) => {
  const failure = failureOf(fault, setting)
  expect(failure.code).toBe(code)
  expect(failure.message).toMatch(/[ぁ-ん]/)
})

it('leaves control characters, length and the password out of the server’s words', () => {
  const responseText = `no\r\n\u001b[31m secret ${'x'.repeat(5_000)}`
  const { message } = failureOf({ ...refused, responseText }, setting)
  expect(message).toMatch(/\(サーバーの応答: no \[31m … x{100,190}\)$/)
})
