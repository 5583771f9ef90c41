import { oneLine } from '../reports/bounds.ts'

/** Why the mail box could not be read. */
export type FailureCode =
  | 'host_not_found'
  | 'refused'
  | 'unreachable'
  | 'timeout'
  | 'certificate'
  | 'tls'
  | 'login'
  | 'busy'
  | 'folder'
  | 'declined'
  | 'read_only'
  | 'not_deleted'
  | 'unreadable'
  | 'closed'
  | 'protocol'

/** The mail box could not be read: a code, and `message` in words for staff. Never holds the password. */
export class MailboxFailure extends Error {
  readonly code: FailureCode

  constructor(code: FailureCode, message: string) {
    super(message)
    this.code = code
  }
}

/** What may be said of the server in a failure; the password only so that it is left out. */
export interface FailureSetting {
  host: string
  port: number
  password: string
  folder: string
}

/** A fault of the IMAP client or of Node, as far as it is looked at. */
export interface ClientFault {
  code?: string
  message?: string
  /** The tagged answer that ended a command: NO or BAD, its words, and its code in brackets. */
  responseStatus?: string
  responseText?: string
  serverResponseCode?: string
  /** Why the server sent us away. */
  reason?: string
  authenticationFailed?: boolean
  tlsFailed?: boolean
}

/** Characters of the server's own words. */
const LONGEST_ANSWER = 200

/**
 * What a fault means; `refusal`: what it means that the server said no to the command. The server's own words are added,
 * without the password should they hold it.
 */
export function failureOf(
  fault: ClientFault,
  setting: FailureSetting,
  refusal: 'declined' | 'folder' = 'declined',
): MailboxFailure {
  const code = codeOf(fault) ?? (fault.responseStatus === undefined ? 'protocol' : refusal)
  const answer = answerOf(fault, setting.password)
  const words = answer === '' ? '' : `(サーバーの応答: ${answer})`
  return new MailboxFailure(code, `${wordsOf(code, fault.code ?? '', setting)}${words}`)
}

const TIMEOUTS = ['CONNECT_TIMEOUT', 'GREETING_TIMEOUT', 'UPGRADE_TIMEOUT', 'ETIMEOUT', 'ETIMEDOUT']
const BROKEN_OFF = [
  'NoConnection',
  'EConnectionClosed',
  'ClosedAfterConnectText',
  'ClosedAfterConnectTLS',
  'StateLogout',
]
const RESET = ['ECONNRESET', 'EPIPE', 'ECONNABORTED']
/** Answers to a login that say nothing of the password (RFC 5530). */
const NOT_NOW = ['UNAVAILABLE', 'INUSE', 'LIMIT', 'SERVERBUG']

/** Null where nothing but the server's refusal, if there is one, says what it is. */
function codeOf(fault: ClientFault): FailureCode | null {
  const { code = '', serverResponseCode = '' } = fault
  if (code === 'ETHROTTLE' || NOT_NOW.includes(serverResponseCode)) return 'busy'
  // RFC 2595: the server lets nobody in without encryption.
  if (serverResponseCode === 'PRIVACYREQUIRED' || fault.message === 'Login is disabled') return 'tls'
  if (fault.authenticationFailed) return 'login'
  if (code === 'ENOTFOUND' || code === 'EAI_AGAIN') return 'host_not_found'
  if (code === 'ECONNREFUSED') return 'refused'
  if (TIMEOUTS.includes(code)) return 'timeout'
  if (/CERT|VERIFY_LEAF_SIGNATURE/.test(code)) return 'certificate'
  if (fault.tlsFailed || code === 'EPROTO' || /^ERR_(?:SSL|TLS)/.test(code)) return 'tls'
  if (BROKEN_OFF.includes(code) || RESET.includes(code)) return 'closed'
  return /^E[A-Z]+$/.test(code) ? 'unreachable' : null
}

function answerOf({ responseText, reason }: ClientFault, password: string): string {
  const said = responseText ?? reason ?? ''
  const answer = password === '' ? said : said.replaceAll(password, '…')
  return oneLine(answer).slice(0, LONGEST_ANSWER)
}

/** What staff can do about it. */
function wordsOf(code: FailureCode, detail: string, { host, port, folder }: FailureSetting): string {
  switch (code) {
    case 'host_not_found':
      return `受信サーバー「${host}」が見つかりません。サーバー名をご確認ください`
    case 'refused':
      return `受信サーバー「${host}」のポート ${port} に接続を拒否されました。サーバー名とポート番号をご確認ください`
    case 'unreachable':
      return `受信サーバー「${host}」に接続できません(${detail})`
    case 'timeout':
      return `受信サーバー「${host}」から時間内に応答がありません。続くときは、ポート番号と暗号化の方式をご確認ください`
    case 'certificate':
      return `受信サーバー「${host}」の証明書を確認できません(${detail})。サーバー名が正しいかご確認ください`
    case 'tls':
      return `受信サーバー「${host}」との通信を暗号化できません。ポート番号と暗号化の方式をご確認ください`
    case 'login':
      return '受信サーバーにログインできません。ユーザー名とパスワードをご確認ください'
    case 'busy':
      return '受信サーバーが混み合っているか、一時的に利用できません'
    case 'folder':
      return `フォルダー「${folder}」を開けません。フォルダー名をご確認ください`
    case 'declined':
      return `受信サーバー「${host}」に読み取りを断られました`
    case 'read_only':
      return `フォルダー「${folder}」のメールを削除する権限がありません。読み取ったメールを残す設定にするか、権限をご確認ください`
    case 'not_deleted':
      return `フォルダー「${folder}」のメールを削除できません`
    case 'unreadable':
      return `フォルダー「${folder}」に、読み取れないメールがあります。そのメールを別のフォルダーへ移すと、続きから読み取ります`
    case 'closed':
      return `受信サーバー「${host}」との通信が途中で切れました`
    case 'protocol':
      return `受信サーバー「${host}」の応答を理解できません`
  }
}

/** A failure that no fault of the client stands behind. */
export function failureIn(code: FailureCode, setting: FailureSetting): MailboxFailure {
  return new MailboxFailure(code, wordsOf(code, '', setting))
}
