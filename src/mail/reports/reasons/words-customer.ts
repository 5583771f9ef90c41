import { listed, type ReasonWords } from './listed.ts'

/*
 * What servers say of the recipient. Lower case, blanks run together; `@` stands for any address, ` … ` for at most 60
 * characters. Comments name where a phrase is met; phrases without one are common to many servers.
 */

export const mailboxFull: ReasonWords = {
  reason: 'mailbox_full',
  phrases: listed(`
    mailbox full | mailbox is full | mail box is full | mailbox … is full | mailbox would exceed
    mailfolder is full | full mailbox | over quota | overquota | over the quota | exceeded quota
    exceeded its quota | exceeds quota | exceeding quota | quota exceed | quota violation | quota usage exceeded
    quota limit | exceeding their quota | exceeding its … quota | exceeded their quota | out of quota
    mailbox quota | mail quota | disk quota | disc quota | exceeded … quota | over the allowed quota
    quotaexceeded | exceeded storage allocation | exceeded the storage | storage limit | storage quota
    not enough storage | insufficient mailbox storage | out of storage | exceeded its disk space
    has exceeded the limit | not enough space | does not have enough space | insufficient disk space
    space has been used up | mailbox size limit | mailbox limit | mailbox exceeded | exceeded the local limit
    exceeds allowed size | mail file size exceeds | too many messages on the server
    too many messages in the mailbox | for exceeding receiving limits | mailbox has exceeded
    mailbox has too many | account is full | inbox is full | inbox full | no space left | recipient storage
    maximum mailbox size | cannot receive … mailbox … full
    too much mail data // docomo: 552
    resolver.rst.recipsizelimit.quota
    mapiexceptionshutoffquotaexceeded // Exchange
    boite … pleine | boîte … pleine | boite pleine | postfach … voll | mailbox voll | speicherplatz
    casella piena | casella … piena | buzón … lleno | buzon … lleno | caixa … cheia | переполнен
    メールボックスが一杯 | メールボックスがいっぱい | ボックスの容量 | 容量を超 | 容量オーバー | 容量超過
    容量が | いっぱいで | 一杯で | 邮箱已满 | 空间已满 | 邮箱空间不足 | 信箱已滿 | 邮箱容量
  `),
}

export const suspended: ReasonWords = {
  reason: 'suspended',
  phrases: listed(`
    account is disabled | account disabled | account … disabled | account … has been disabled | mailbox disabled
    mailbox is disabled | mailbox … is disabled | user disabled | user … is disabled | administratively disabled
    administrativley disabled
    administrativly disabled // qmail-ldap, with its typing error
    temporarily disabled | temporarily inactive | temporarily suspended | temporarily deactivated
    temporarily locked | temporary locked | temporarily limited | currently suspended | has been suspended
    account suspended | user suspended | mailbox suspended | is suspended | suspend the service
    been deactivated | deactivated mailbox | is deactivated | currently deactivated | mailbox is frozen
    account is locked | account locked | mailbox locked | mailbox is locked | account frozen | mailbox frozen
    extended inactivity | inactive user | inactive account | account … inactive | account is inactive
    user is inactive | mailbox … inactive | over inactivity | due to inactivity | mailbox has been blocked | account expired | account has expired
    account is expired | dormant | not been used for | was not used for | disabled or discontinued
    boite … archivee | boite du destinataire archivee | mailbox is inactive | account on hold
    mailbox unavailable or access denied | konto ist deaktiviert | 利用停止 | 停止されて | отключен
    заблокирован | 账号已停用 | 帐号被禁用
  `),
}

export const refusedByRecipient: ReasonWords = {
  reason: 'refused_by_recipient',
  phrases: listed(`
    refused by recipient | recipient preferences | user rules | blocked by the recipient | blocked by recipient
    rejected by recipient | rejected by the recipient | rejected by user | user reject | refused by user
    not accepting any mail | only accepting mail from specific | only accept mail from | only accepts mail from
    not accepting mail from you | is not accepting mail from this sender | recipient's list of senders
    restricted sms | this account is protected by | recipient … is not accepting messages from you
    recipient id refuse to receive mail // Willcom
    userrejected // Exchange Online: 5.7.193
    rst.notauthorized | restricted … from accepting | isn't accepting messages from
    delivery restrictions // Exchange
    not found recipient account
    bounced address // SendGrid: an earlier bounce
    personal blacklist | recipient's blacklist | recipient has blocked | has blocked your | user has blocked
    you have been blocked | challenge/response | not in the list mail address management | 受信拒否
    ドメイン指定 | 受信者の設定 | 受け取りを拒否 | 着信拒否 | 收件人拒收 | 对方拒收
  `),
}

export const moved: ReasonWords = {
  reason: 'moved',
  phrases: listed(`
    has moved | has been replaced by | address has changed | address changed | no longer … please use
    moved to @ | user not local; please try @ | new address is
  `),
}

export const acceptsNoMail: ReasonWords = {
  reason: 'accepts_no_mail',
  phrases: listed(`
    does not accept mail | null mx | nullmx | doesn't accept mail | no mx record found for domain
    seem to reject all mails | does not receive mail | no route for current request | domain does not accept
    host unknown (name server: . | name server: .: host not found | no smtp service
    is not configured to accept mail | mail is not accepted here | does not accept any mail
  `),
}

/** cPanel's answer, which goes on to speak of blacklists, and Exchange Online's, which sounds like a user's: asked early. */
export const domainMayNotExist: ReasonWords = {
  reason: 'host_unknown',
  phrases: listed(`
    the account or domain may not exist | dns domain … does not exist
  `),
}

export const hostUnknown: ReasonWords = {
  reason: 'host_unknown',
  phrases: listed(`
    host unknown | unknown host | unknown domain | no such domain | no such host | domain does not exist
    domain doesn't exist | domain doesnt exist | domain not found | host not found | domain is not reachable
    domain unknown | bad destination host | bad destination system | host or domain name not found
    domain must exist | recipient domain | domain must resolve | mail domain mentioned
    name or service not known | nonexistent domain | non-existent domain | non-existent hosts | nxdomain
    domain … could not be found | domain … was not found | domain … couldn't be found | domain name … not found
    invalid domain name | invalid host | illegal host/domain name | unroutable address | unrouteable address
    unrouteable mail domain | unroutable mail domain | host address lookups failed permanently
    couldn't find any host | could not find any host | could not resolve host | unable to resolve
    is not a valid domain | no matches to nameserver query | a lookup failed | dns domain … does not exist
    does not exist in dns | no mail exchanger | no valid hosts | no valid mx | all relevant mx records point to
    dns records for the destination computer could not be found | dns lookup failed
    couldn't find a mail exchanger | domaine inconnu | unbekannte domain | dominio desconocido | неверный домен
    domain … nicht gefunden | ドメインが見つか | ドメインが存在 | ホストが見つか | ドメインは存在 | 域名不存在
    no relevant answers | has no mx | no mx or a | no mx record | doesn't have any mx
  `),
}
