import { listed, type ReasonWords } from './listed.ts'

/* What servers say of us: our domain's records, our words, our machine, our speed. `@` and ` … ` as in the other tables. */

export const authentication: ReasonWords = {
  reason: 'authentication',
  phrases: listed(`
    spf check | spf fail | spf record | spf validation | spf: | spf ( | spf hard | spf soft | spf rule
    spf policy | spf does not | fails spf | failed spf | sender policy framework | openspf | spf.pobox
    not authorized to send | is not allowed to send | not designate | not permitted to send on behalf
    did not pass spf | spf- | spf=fail | spf settings | against … spf | dkim | domainkeys | dmarc
    unauthenticated | not authenticated | failed authentication | authentication checks | sender id (
    purported responsible | email authentication | authentication policy | not passed validation
    送信ドメイン認証 | なりすまし | unsigned dsn | 5.7.26 | 5.7.23 | 5.7.20 | 5.7.21 | 5.7.22
  `),
}

export const content: ReasonWords = {
  reason: 'content',
  phrases: listed(`
    as spam | is spam | be spam | like spam | spam-like | spam message | spam detected | spam content
    spam filter | spam score | spam check | spam block | spam email | spam mail | spam refused
    spam not accepted | spam url | spam … exceeded | spam reject | spam policy | spam probability
    probability of spam | possible spam | probable spam | suspected spam | contains spam | contain spam
    considered spam | consider spam | too much spam | spam engine | spam: | spam. | (spam) | antispam
    anti-spam | anti spam | spamassassin | spamprofiler | spambouncer | spam reporting address | spamming
    spammy | dont accept spam | no spam | - spam | block for spam | rejected spam | spam is embedded
    unsolicited | bulk mail | bulk email | bulk e-mail | junk mail | junk email | advertising | ube,
    mass mailer | content denied | content reject | content filter | unacceptable content | content restrictions
    contentrejected | message filtered | message content | because of … content | its content | content with
    prohibited content | banned content | rejecting banned | content presents | blacklisted url | uribl | surbl
    recurrent pattern | url in message | body checks | text of your message | message … contain | hot link
    links in | mail content | attachments | attachment type | attachment not | illegal attachment | banned attachment | with attachment | executable attachment | dangerous attachment | attachment … rejected | attachment … blocked | executable | virus | infected | malware | phishing | fraud | zip file
    banned: | dangerous | scanned … rejected | local scanning | local scannning
    message was rejected by the local scan | message looks like | message rejected for content
    header are not accepted | header error | bad header | mime headers | mime complexity | invalid mime
    improperly-formatted | base64 encoding | 8-bit data in message header | message is malformed
    not rfc compliant | rfc 5322 | rfc5322 | rfc2822 | rfc 2822 | messages missing | missing … header
    from header | from: header | multiple from | duplicate header | detected your message | message detected
    classified as | high risk | dspam | cloudmark | 迷惑メール | スパム | ウイルス | 垃圾邮件 | 垃圾郵件 | 病毒
    спам | dt:spm | dt:sum | 554 5.7.0 reject | transaction failed: rejected | 554 denied [ | error … conversion
  `),
}

/** Lists and records of names: said of the sender only, so asked before the recipient's words. */
export const blockLists: ReasonWords = {
  reason: 'blocked',
  phrases: listed(`
    blacklist | black list | block list | blocklist | blackholed | dnsbl | an rbl | rbl on | rbl: | spamhaus
    spamcop | barracudacentral | sorbs | abuseat | psbl | senderbase | senderscore | njabl | dsbl | mail-abuse
    cbl. | invaluement | backscatterer | uceprotect | is listed | are listed | listed at | listed by | listed on
    banned sending ip | banned sender | blocked using | blocked - see | blocked by spam | ptr record | ptr-record | dns ptr | no ptr | valid ptr
    ptr resource | reverse dns | reverse lookup | rdns | reverse-dns | reverse hostname | reverse mapping
    reverse address | cannot find your reverse | resolve your address | find your hostname | generic dns
    helo command rejected | helo … rejected | invalid helo | ehlo … rejected | mismatches client
    unresolvable relay | fix reverse | reputation | 拒否リスト | ブラックリスト | 黑名单 | greylist | graylist
    grey listed | client host | refused to talk | error from remote mail server after initial connection
    open proxy | dynamic ip
  `),
}

export const blocked: ReasonWords = {
  reason: 'blocked',
  phrases: listed(`
    blocked | reputation | banned | bad ip | sending ip | sender ip | your ip | client ip
    ip address … rejected | from ip | dynamic ip | ip name lookup | ip profile | your network | their network
    open relay | open proxy | complaints | abuse | abusive | suspicious | go away | unusual rate | unwanted mail
    too many spams | sending spam | host network not allowed | no access from mail server | access denied
    connection refused by | refused to talk | connections not accepted | not accepting connections
    connection dropped | connection … dropped | connection reset | connection was closed | service refuse
    closing transmission channel | not allowed to connect | connection rejected | connection denied
    server access forbidden | forbidden by | confirm this mail server | requires confirmation
    error from remote mail server after initial connection | mail servers must
    not currently accepting mail from your | temporarily deferred | greylist | graylist | grey listed
    your access to this mail system | to submit messages to this e-mail system has been rejected | your host
    your server | network range | sending mta | rejecting … due to | service not available | mail refused
    poor email | esmtp not accepting | hosts with dynamic | smtp error from remote mail server after initial
    拒否リスト | ブラックリスト | 黑名单
    as( // Exchange Online's own filters
  `),
}

export const senderRefused: ReasonWords = {
  reason: 'sender_refused',
  phrases: listed(`
    sender address | sender rejected | sender denied | sender domain | sender's domain | sender … rejected
    sender verify | sender verification | sender is not | sender not | sender is in | sender is spam
    sender was rejected | sender refused | sender unknown | sender email | sender blacklisted | sender blocked
    invalid sender | bad sender | bad outbound sender | unknown sender | empty sender | null sender | empty envelope | envelope sender
    envelope from | domain of sender | unable to verify sender | unroutable sender | unrouteable sender
    could not verify sender | callout | emetteur invalide | bogus mail from | mail from not | mail from domain
    mail from command | mail from <> | from: domain | return path | batv | backscatter | no third-party dsns
    bounces are not | mx records for | not subscribed | not a member | not member | members-only | members only
    closed mailing list | not allowed to post | not on the list of | not permitted to post
    does not accept mail from | address rejected: domain not found | not verified | sender pre-approved
    fully qualified | administrative prohibition | rejected by sender | not owned by | send … as a different
    from address | 発信者 | 送信者 | 差出人 | from this sender | spoofed | returned mail not accepted
  `),
}

export const policy: ReasonWords = {
  reason: 'policy',
  phrases: listed(`
    policy | policies | organizational settings | security reasons | administratively | not authorized
    not permitted | prohibited | not allowed | not accepted | access is denied | message given low priority
    protocol violation | captcha | message refused | message rejected | message was rejected | mail rejected
    mail refused | rejected by | tls required | starttls | encryption | ses:sendrawemail | authenticat
    secumail | denied by | verification failure | rule imposed | unauthorized | subject of | permission denied
    resolver.adr. | ポリシー | 認証 | 許可されていません
  `),
}

export const relayDenied: ReasonWords = {
  reason: 'relay_denied',
  phrases: listed(`
    relay access denied | relay denied | relay not | relaying | to relay | as a relay | mail relay
    open relay, so | not a gateway | relay prohibited | not local host | relay … denied
    isn't in my list of allowed rcpthost | rcpthosts | not in my list of allowed | don't handle mail for
    do not handle mail for | does not handle mail | smtp relay error | local domain only | non-local
    mail gate is forbidden | receive your mail before sending | pop before smtp | check for new mail first
    中継
  `),
}

export const tooLarge: ReasonWords = {
  reason: 'too_large',
  phrases: listed(`
    too large | too big | message size is | message exceeds | message length exceeds | maximum message size
    max message size | size limit | maximum size | size exceeds | exceeds the maximum | exceeded maximum inbound
    exceeds size | exceeds … size | message larger | fixed maximum | databytes limit | line limit exceeded
    line too long | message header size | recipsizelimit | taille | zu gross | zu groß | サイズ | 邮件过大
    oversize | message exeeded
  `),
}

/** A quota of the sender's, not of the box: asked before everything. */
export const senderQuota: ReasonWords = {
  reason: 'rate_limited',
  phrases: listed(`
    rp:cel | rp:trc | mi:cel // NetEase
    throttling failure | daily message quota | sending quota | sender quota | user-rate limit
    maximum sending rate
  `),
}

export const rateLimited: ReasonWords = {
  reason: 'rate_limited',
  phrases: listed(`
    too many connections | too many recipients | too many messages | too many smtp sessions | too many sessions
    too many mails | too many invalid | too many errors | too many unknown | too many bad | rate limit
    rate-limit | ratelimit | rate is | at a rate | unusual rate | sending rate | connection limit
    connection rate | per-domain connection | limit exceeded | frequency | throttl | per hour | per day | daily
    trop de connexions | numerous attempts | messages per | receiving mail too quickly | received … too quickly
    try again later … too | threshold exceeded | maximum number of | number of recipients | slow down
    concurrent | 送信数 | 頻度
  `),
}

export const syntax: ReasonWords = {
  reason: 'syntax',
  phrases: listed(`
    malformed address | bad address syntax | bad recipient address syntax | syntax error | command not recognized
    command unrecognized | command not implemented | bad sequence of commands | parameter not implemented
  `),
}
