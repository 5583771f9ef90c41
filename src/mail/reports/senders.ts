import { isDaemon } from './addresses.ts'
import { replyIn, statusIn } from './codes.ts'
import type { Evidence } from './evidence.ts'
import { header } from './headers.ts'

/** Subjects of messages about a letter that did not arrive, in the languages that mail systems write. */
const SUBJECTS: readonly RegExp[] = [
  /undeliver|un-deliver|returned (?:e-?)?mail|return(?:ed)? to sender|delivery[ -](?:status|fail|notification|error|problem|report|has failed|incomplete|delayed|unsuccessful)|delivery.{0,30}(?:failure|failed)|failure notice|failed (?:mail|delivery|message)|mail (?:delivery|failure|error|system error|could not)|non.?deliver|not (?:be )?delivered|could not (?:be )?(?:deliver|sent)|\bNDR\b|\bDSN\b|nondeliver|bounce|message (?:not|blocked|delayed|frozen|status|you sent)|rejected|warning: (?:message|could not)|delivery (?:to|of)|user unknown|mail not|mail system|unable to deliver|problem delivering|error sending|delayed mail|permanent (?:delivery )?(?:failure|error)|Nondeliverable|blocked by|loop (?:alert|back)|not member article|reject mail|security alert|system error message/i,
  /配信|不達|送信(?:でき|エラー|失敗)|エラー(?:通知|メール)|届きません|届け(?:られ|でき)|お届け|戻り|差し戻し|返送|宛先不明|未達|受信拒否/,
  /unzustellbar|zustell|nicht zugestellt|mailzustellung|échec|echec|non remis|non distribu|impossible de|no se (?:puede|pudo)|no entregad|devuelt|mancat[oa]|non recapit|recapito|devolvid|não entregue|falha|falló|fallo|onbestelbaar|niet (?:afgeleverd|bezorgd)|niedor|zwrot|nedoru|kézbesít|levererad|leveres/i,
  /退信|退回|无法投递|投递失败|無法|系统退信|недостав|не доставлен|ошибка/i,
]

/** Local parts that no person has. Others that only look like a machine's need a subject beside them. */
const MAIL_SYSTEM = /^(?:mailer-?daemon|mail-?daemon|post_?master|mailmaster|mdaemon|double-bounce)$/i
const MAIL_SYSTEM_NAME =
  /mail[\s_-]?deliver|mailer[-_ ]?daemon|mail (?:system|administrator)|postmaster|delivery (?:subsystem|system|service|notification)|system administrator|TWFpbCBEZWxpdmVyeSBTdWJzeXN0ZW0/i

const IS_ANSWER = /^\s*(?:re|aw|sv|antw|fwd?|wg|tr)\s{0,3}[:：]/i

/** Whether a mail system wrote the message, by its name alone. */
function isFromMailSystem({ headers, from }: Evidence): boolean {
  if (header(headers, 'x-failed-recipients') !== null) return true
  if (from !== null && MAIL_SYSTEM.test(from.slice(0, from.lastIndexOf('@')))) return true
  return MAIL_SYSTEM_NAME.test(header(headers, 'from') ?? '')
}

export function hasBounceSubject({ subject }: Evidence): boolean {
  return SUBJECTS.some((pattern) => pattern.test(subject))
}

/**
 * Whether the words may be read as a bounce. A subject alone is not enough: customers write about 配信, and absences come
 * with an empty return path too. It needs a machine's sender, the letter given back, or a server's answer beside it.
 */
export function maySpeakOfBounce(evidence: Evidence): boolean {
  if (isFromMailSystem(evidence)) return true
  if (!hasBounceSubject(evidence) || IS_ANSWER.test(evidence.subject)) return false
  const { from, report, hasLetter, human, headers } = evidence
  if (header(headers, 'x-mlserver') !== null) return true
  if (report.returnPath?.trim() === '<>' || (header(headers, 'from') ?? '').trim().replace('<>', '') === '') return true
  if (from === null || isDaemon(from) || hasLetter) return true
  return statusIn(human.text) !== null || replyIn(human.text) !== null
}
