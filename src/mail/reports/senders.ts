import { isDaemon } from './addresses.ts'
import { replyIn, statusIn } from './codes.ts'
import type { Evidence } from './evidence.ts'
import { type Headers, header } from './headers.ts'

/** Subjects of messages about a letter that did not arrive, in the languages that mail systems write. */
const SUBJECTS: readonly RegExp[] = [
  /undeliver|un-deliver|non.?delivery|returned (?:e-?)?mail|return(?:ed)? to sender|delivery[ -](?:status|fail|notification|error|problem|report|has failed|incomplete|delayed|unsuccessful)|delivery.{0,30}(?:failure|failed)|failure notice|failed (?:mail|delivery|message)|mail (?:delivery|failure|error|system error|could not)|non.?deliver|not (?:be )?delivered|could not (?:be )?(?:deliver|sent)|\bNDR\b|\bDSN\b|nondeliver|bounce|message (?:not|blocked|delayed|frozen|status|you sent)|rejected|warning: (?:message|could not)|delivery (?:to|of)|user unknown|mail not|mail system|unable to deliver|problem delivering|error sending|delayed mail|permanent (?:delivery )?(?:failure|error)|Nondeliverable|blocked by|loop (?:alert|back)|not member article|reject mail|security alert|system error message/i,
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

/** A letter and what became of it, near each other. Parcels are not delivered either, and newsletters speak of 配信. */
const SAYS_UNDELIVERED: readonly RegExp[] = [
  /(?:message|mail|letter).{0,120}(?:(?:could|can|was|were|is|has|did)(?: ?not|n't)|undeliver|unable to|fail|reject|refus|bounce|return|block|delay)/is,
  /(?:(?:could|can)(?: ?not|n't)|unable to|failed to|impossible to|problem|error).{0,60}(?:deliver|send|sent|sending).{0,60}(?:message|mail|letter)/is,
  /(?:メール|メッセージ|宛先|アドレス|ユーザ).{0,60}(?:できません|ませんでした|できなかった|失敗|エラー|不明|存在|見つか)/s,
  /(?:nachricht|mail|message|courriel|courrier|mensaje|correo|mensagem|messaggio|bericht|wiadomo|zpráv|levele|meddeland).{0,120}(?:nicht|n'a pas|n’a pas|non |no (?:se|ha|pudo)|não|nao|niet|nie |kunde inte|nem )/is,
  /(?:письмо|сообщение).{0,120}(?:не |невозможно)|(?:邮件|郵件|信件).{0,60}(?:无法|無法|未能|退|失败|失敗|未送达)|(?:无法|無法|未能).{0,40}(?:邮件|郵件|投递|投遞|送达|传递)/is,
]

/** A server's own answer; enough where nobody expects an answer (an empty return path). */
const SERVER_SPEAKS =
  /user unknown|unknown user|no such (?:user|account|mail ?box)|mail ?box (?:is )?(?:full|not found|unavailable)|over ?quota|\b5\d\d[ -]5\.\d{1,2}\.\d{1,3}\b/i

/** Post that people subscribed to. Mailing lists put the same headers on real bounces, whose sender is a mail system. */
function isSubscribed(headers: Headers): boolean {
  return header(headers, 'list-unsubscribe') !== null || header(headers, 'list-id') !== null
}

function saysUndelivered(text: string): boolean {
  const opening = text.slice(0, 3_000)
  return SAYS_UNDELIVERED.some((pattern) => pattern.test(opening))
}

/** A mail system by its name that speaks of a letter: what it says goes before what its subject quotes of ours. */
export function isPlainlyBounce(evidence: Evidence): boolean {
  return isFromMailSystem(evidence) && (hasBounceSubject(evidence) || evidence.hasLetter)
}

/**
 * Whether the words may be read as a bounce. A subject alone is not enough: customers write about 配信, absences come with
 * an empty return path too, and parcels are late from `no-reply@`. It needs a mail system's name, the letter given back, or
 * words about a letter from a machine or with a server's answer.
 */
export function maySpeakOfBounce(evidence: Evidence): boolean {
  if (isFromMailSystem(evidence) || evidence.opened.reportType === 'delivery-status') return true
  const { from, report, hasLetter, human, headers } = evidence
  if (header(headers, 'x-mlserver') !== null) return REFUSED_BY_LIST.test(human.text.slice(0, 600))
  if (IS_ANSWER.test(evidence.subject)) return false
  if (!hasBounceSubject(evidence)) return hasLetter && (from === null || isDaemon(from)) && opensWithRefusal(human.text)
  if (hasLetter || opensWithRefusal(human.text)) return true
  if (isSubscribed(headers)) return false
  const isAnswerless = report.returnPath?.trim() === '<>' || from === null
  if (!saysUndelivered(human.text)) return isAnswerless && SERVER_SPEAKS.test(human.text.slice(0, 3_000))
  if (isAnswerless || isDaemon(from)) return true
  return statusIn(human.text) !== null || replyIn(human.text) !== null
}

/** What fml answers to a letter that it does not distribute. */
const REFUSED_BY_LIST =
  /not (?:a )?member|loop back warning|duplicated message-id|security alert|reject|denied|メンバー(?:では|に登録)/i

const REFUSAL =
  /(?:message|e-?mail|mail|email below)\b.{0,120}(?:could not|cannot|couldn't|can't) be delivered to ?(?:the following|one or more|all of|:)/is

/** Phrases that only mail systems use, close to the top. */
function opensWithRefusal(text: string): boolean {
  return REFUSAL.test(text.slice(0, 600))
}
