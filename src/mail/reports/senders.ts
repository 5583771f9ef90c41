import { isDaemon } from './addresses.ts'
import type { Evidence } from './evidence.ts'
import { header } from './headers.ts'

/** Subjects of messages about a letter that did not arrive, in the languages that mail systems write. */
const SUBJECTS: readonly RegExp[] = [
  /undeliver|un-deliver|returned (?:e-?)?mail|return(?:ed)? to sender|delivery[ -](?:status|fail|notification|error|problem|report|has failed|incomplete|delayed|unsuccessful)|delivery.{0,30}(?:failure|failed)|failure notice|failed (?:mail|delivery|message)|mail (?:delivery|failure|error|system error|could not)|non.?deliver|not (?:be )?delivered|could not (?:be )?(?:deliver|sent)|\bNDR\b|\bDSN\b|nondeliver|bounce|message (?:not|blocked|delayed|frozen|status|you sent)|rejected|warning: (?:message|could not)|delivery (?:to|of)|user unknown|mail not|mail system|unable to deliver|problem delivering|error sending|delayed mail|permanent (?:delivery )?(?:failure|error)|Nondeliverable|blocked by|loop (?:alert|back)|not member article|reject mail|security alert|system error message/i,
  /配信|不達|送信(?:でき|エラー|失敗)|エラー(?:通知|メール)|届きません|届け(?:られ|でき)|お届け|戻り|差し戻し|返送|宛先不明|未達|受信拒否/,
  /unzustellbar|zustell|nicht zugestellt|mailzustellung|échec|echec|non remis|non distribu|impossible de|no se (?:puede|pudo)|no entregad|devuelt|mancat[oa]|non recapit|recapito|devolvid|não entregue|falha|falló|fallo|onbestelbaar|niet (?:afgeleverd|bezorgd)|niedor|zwrot|nedoru|kézbesít|levererad|leveres/i,
  /退信|退回|无法投递|投递失败|無法|系统退信|недостав|не доставлен|ошибка/i,
]

/** Whether a mail system wrote the message, as far as its envelope and headers tell. */
export function isFromMailSystem({ headers, from, report }: Evidence): boolean {
  if (header(headers, 'x-failed-recipients') !== null) return true
  if (report.returnPath !== null && /^<>$/.test(report.returnPath.trim())) return true
  if (from !== null && isDaemon(from)) return true
  const written = header(headers, 'from') ?? ''
  return (
    /mail[\s_-]?delivery|mailer[-_ ]?daemon|mail (?:system|administrator|admin)|postmaster|delivery (?:subsystem|system|service|notification)|system administrator|TWFpbCBEZWxpdmVyeSBTdWJzeXN0ZW0/i.test(
      written,
    ) ||
    written.trim() === '' ||
    written.trim() === '<>'
  )
}

export function hasBounceSubject({ subject }: Evidence): boolean {
  return SUBJECTS.some((pattern) => pattern.test(subject))
}
