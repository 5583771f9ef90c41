import { ALONE, ANGLE, ANYWHERE, type Dialect } from './dialect.ts'

/** Japanese carriers, providers and mail servers. */
export const japanese: readonly Dialect[] = [
  {
    name: 'ezweb-delay',
    start: /^\s{0,3}Your message has not been delivered within/i,
    address: ANGLE,
    notice: true,
  },
  {
    // au: `Mail System Error - Returned Mail` from Postmaster@ezweb.ne.jp / @au.com
    name: 'ezweb-limited',
    start: /^\s{0,3}The user\(s\) account is (?:disabled|temporarily limited)/i,
    address: /^[ \t]{0,10}(?:Recipient:\s{0,3})?<([^<>\s]{1,250}@[^<>\s]{1,250})>:?(.*)$/,
    hint: 'suspended',
  },
  {
    name: 'ezweb',
    start:
      /^\s{0,3}(?:The user\(s\) account is|Your message was not delivered within|Each of the following|The following recipients did not receive)/i,
    address: /^[ \t]{0,10}(?:Recipient:\s{0,3})?<([^<>\s]{1,250}@[^<>\s]{1,250})>:?(.*)$/,
  },
  {
    // au one net, DION: メールエラー通知
    name: 'kddi',
    start: /^\s{0,3}Your mail (?:sent on|attempted to be delivered on)/i,
    address: /Could not be delivered to:?\s{0,4}<?([^<>\s]{1,250}@[^<>\s]{1,250})>?(.*)$/i,
  },
  {
    name: 'biglobe',
    start: /-{3,} The following addresses had delivery problems -{3,}/,
    address: ALONE,
  },
  {
    name: 'activehunter',
    // It begins as sendmail does, whose own transcript has lines of `>>>` too.
    start: /The following addresses had permanent fatal errors/,
    stop: /Transcript of session follows/i,
    address: /^>>>[ \t]{1,4}.{0,200}<([^<>\s]{1,250}@[^<>\s]{1,250})>()\s{0,3}$/,
  },
  {
    name: 'delivery-errors',
    start: /-{2,}The following addresses had delivery errors-{2,}/,
    address: /^([^\s<>]{1,250}@[^\s<>]{1,250})[ \t]{1,4}\[(.{0,400})\]\s{0,3}$/,
  },
  {
    // fml, the mailing list driver of Japanese universities
    name: 'fml',
    start:
      /^(?:Duplicated Message-ID in|You (?:<.{1,200}> )?are not (?:a )?member|NOT MEMBER article|Security alert:|Loop Back Warning)/i,
    address: ANYWHERE,
    hint: 'loop',
  },
]

/** Japanese words of any mail server: loose, so tried late. */
export const japaneseWords: readonly Dialect[] = [
  {
    // m-FILTER, and whoever else puts the address on a line of its own
    name: 'address-line',
    start: /^[^\s<>@]{1,200}@[^\s<>]{1,200}\s{0,2}$/,
    address: ALONE,
    stop: /^-{5,}original/,
  },
  {
    name: 'japanese',
    start:
      /(?:配信(?:でき|され|に失敗|不能)|送信(?:でき|に失敗)|届け(?:られ|でき)|お届け|届き?ませんでした|配送(?:でき|に失敗|エラー)|不達|送れません|エラーメール|メールエラー|宛先(?:不明|が|メールアドレス)|受信者|存在しない|次の(?:アドレス|宛先|受信者)|以下の(?:アドレス|宛先|受信者|メールアドレス|理由)|メッセージを配信できません|戻(?:り|され))/,
    address: ANYWHERE,
    stop: /^-{5,}\s{0,3}(?:original|元の)/i,
  },
]
