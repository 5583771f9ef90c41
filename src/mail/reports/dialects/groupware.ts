import { ALONE, ANYWHERE, type Dialect } from './dialect.ts'

/** Mail servers of offices. */
export const groupware: readonly Dialect[] = [
  {
    name: 'exchange-delay',
    start:
      /This is an advisory-only email|delivery (?:of .{0,80})?has been (?:delayed|postponed)|Delivery is delayed to these recipients|配信が遅れて/i,
    address: ANYWHERE,
    notice: true,
  },
  {
    // Exchange 5.5 and 2003: `name@host on <date>` and the words below.
    name: 'exchange',
    start:
      /did not reach the following recipient|could not be (?:sent|delivered) to the following|The following recipient\(s\) could(?:n't| not) be reached|次の受信者に(?:配信|届)/i,
    stop: /^(?:MIME-Version|Original message|-{5,})/i,
    address: /(?:^|[\s<'"=:])([^\s<>"'=:,;()]{1,200}@[^\s<>"':,;()]{1,200}?)[>"']?\s+(?:on|am|le|el|の)\b(.*)$/i,
  },
  {
    name: 'exchange-addresses',
    start:
      /did not reach the following recipient|could not be (?:sent|delivered) to the following|The following recipient\(s\) could(?:n't| not) be reached|次の受信者に(?:配信|届)|Delivery has failed to these recipients|Your message couldn't be delivered|wasn't delivered|couldn't be delivered|Échec de la remise|La remise a échoué|Fehler bei der Nachrichtenzustellung|Die Nachricht .{0,60}konnte nicht|No se pudo entregar|Impossibile recapitare|Recapito non riuscito|Não foi possível entregar|A entrega falhou|Bezorging .{0,40}mislukt|配信が(?:失敗|できません)|Generating server|Сбой доставки|未能传递|传递到以下/i,
    stop: /^(?:Original message headers|MIME-Version|-{5,})/i,
    address: ANYWHERE,
  },
  {
    name: 'domino',
    start:
      /^\s{0,4}(?:was not delivered to:?|n'a pas été (?:remis|distribué)|wurde nicht (?:zugestellt|ausgeliefert)|は?次の宛先に配信|の配信に失敗|配信されませんでした)/i,
    address: ALONE,
  },
  { name: 'notes', start: /^-{3,} Failure Reasons/i, address: ALONE, stop: /^-{3,} Returned Message/i },
  {
    name: 'groupwise',
    start: /The message that you sent was undeliverable|The attached file had the following undeliverable recipient/i,
    address: ANYWHERE,
  },
  {
    // IMail (SMTP32)
    name: 'imail',
    start:
      /^(?:Unknown user|Invalid final delivery userid|undeliverable to|Unknown host|User mailbox exceeds allowed size|Delivery failed \d{1,4} attempts|Body of message generated response|SMTP connection failed|Unexpected (?:response|connection)|Server response to MAIL FROM|Additional RCPT TO|DATA command generated|Requested action not taken)/i,
    stop: /^Original message follows/i,
    address: ANYWHERE,
  },
  {
    name: 'mailenable',
    start:
      /Message could not be delivered to some recipients|The following recipient\(s\) could not be reached|MailEnable:/i,
    address: /(?:Recipient: )?\[?(?:SMTP:)?([^\s[\]<>:]{1,200}@[^\s[\]<>]{1,200})\]?(.*)$/i,
    stop: /Message headers follow/i,
  },
  {
    name: 'mdaemon',
    start: /The following (?:data may contain|addresses did NOT receive)|- no such user here|There is no user|MDaemon/i,
    address: ANYWHERE,
    stop: /^\s{0,5}: Message contains|--- Session Transcript ---$/,
  },
  { name: 'lotus', start: /^Your message$/i, address: ALONE, stop: /^because:/i },
  {
    name: 'ims',
    start:
      /This report relates to a message you sent|Your message (?:cannot|could not) be delivered to the following recipients/i,
    address: /Recipient address:\s{0,4}([^\s<>]{1,200}@[^\s<>]{1,200})(.*)$/i,
  },
  {
    name: 'ms-smtp',
    start:
      /This is an automatically generated Delivery Status Notification|Delivery to the following recipients (?:failed|was aborted)|The email below could not be delivered/i,
    address:
      /^[ \t]{0,12}(?:"[^"]{0,200}"[ \t]{0,3})?[<]?([^\s<>"':,()[\]]{1,250}@[^\s<>"':,()[\]]{1,250})>?[ \t]{0,6}()$/,
  },
  {
    name: 'll-smtp',
    start: /^Failed Recipients?|Failed Recipient:|Undeliverable Address:|Intended recipient:/i,
    address: ANYWHERE,
  },
]
