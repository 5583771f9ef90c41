import type { Reason } from '../../reports/index.ts'

/** What SES thinks of a bounce ("Bounce types"), for words that no table knows. */
const OF_SUBTYPE: Readonly<Record<string, Reason>> = {
  NoEmail: 'user_unknown',
  Suppressed: 'user_unknown',
  OnAccountSuppressionList: 'user_unknown',
  OnTenantSuppressionList: 'user_unknown',
  UnsubscribedRecipient: 'refused_by_recipient',
  MailboxFull: 'mailbox_full',
  MessageTooLarge: 'too_large',
  ContentRejected: 'content',
  AttachmentRejected: 'content',
  CustomTimeoutExceeded: 'timed_out',
}

/** SES did not try: the words of such a bounce are its own. */
const LISTED = new Set(['Suppressed', 'OnAccountSuppressionList', 'OnTenantSuppressionList', 'UnsubscribedRecipient'])

export function isListed(subtype: string): boolean {
  return LISTED.has(subtype)
}

/** Permanent or not, without a subtype nothing says that the address is dead: 5.x.x is most often a full box or a filter. */
export function bounceReason(subtype: string): Reason {
  return Object.hasOwn(OF_SUBTYPE, subtype) ? (OF_SUBTYPE[subtype] ?? 'unclear') : 'unclear'
}

/**
 * SES posts automatic replies (不在通知) as bounces of this kind and says so in "Bounce types". A refusal has the receiving
 * server's words or a report with a status; a reply has neither.
 */
export function mayBeAutomaticReply(type: string, subtype: string): boolean {
  return type === 'Transient' && subtype === 'General'
}

/** `Action: delayed` of the report within: the server still tries. */
export function delayed(action: string | null): boolean {
  return action?.toLowerCase() === 'delayed'
}
