export { type Alarm, createAlarm, LETTERS_TOPIC, type NewLetter, releaseLetters, writeLetter } from './commands.ts'
export type { ConsequenceParts, LetterCustomers } from './consequences.ts'
export { type ClaimedLetter, type LettersContext, sendLetters } from './due.ts'
export { type LetterState, letterTransitions, type UndeliverableClass } from './letter.ts'
export { definitionOf, groupOf, letterKinds, letterLabel } from './letters/catalogue.ts'
export { type Addressee, placeholdersOf } from './letters/common.ts'
export type { LetterText } from './letters/definition.ts'
export { previewLetter } from './letters/preview.ts'
export { type LetterSettings, letterSettings, wordsOf } from './letters/words.ts'
export { linkKeysIn } from './link-keys.ts'
export { countWaitingLetters, findLetter, type LetterFilter, type ListedLetter, listLetters } from './list.ts'
export { type MailboxContext, pollMailbox } from './mailbox/poll.ts'
export { type MailboxSettings, mailboxDefinition } from './mailbox/settings.ts'
export { lookSoon, type MailboxState, readMailboxState, releaseMailbox } from './mailbox/state.ts'
export { type MailboxTry, tryMailbox } from './mailbox/try.ts'
export { createMailer } from './mailer.ts'
export {
  createSnsCertificates,
  LARGEST_POST,
  type RefusedWhy,
  SIGNATURE_HEADER,
  type SnsCertificates,
  TIMESTAMP_HEADER,
  type Verified,
  verifyMailgun,
  verifySendGrid,
  verifySns,
} from './providers/index.ts'
export { bounds, understand, type Verdict } from './reports/index.ts'
export { findWrittenLetter, type WrittenLetter, writeAgain } from './resend.ts'
export { type ClaimedReturned, type ReturnedContext, understandReturned } from './returned/due.ts'
export {
  type CandidateLetter,
  candidateLetters,
  countOpenReports,
  findReport,
  type ListedReport,
  listReports,
  type ReportFilter,
} from './returned/list.ts'
export { type SettleContext, type Settled, type Settlement, settleReport } from './returned/settle.ts'
export { keepMessage, keepPost, type MessageSource, type ProviderSource, RETURNED_TOPIC } from './returned/store.ts'
export { forgetReturned } from './returned/sweep.ts'
export {
  type MailReportSettings,
  type MailSettings,
  mailDefinition,
  mailReportsDefinition,
  mailSecurities,
} from './settings.ts'
export { liftStop, listMailStops, type MailState, type MailStop, mailStateOf, type StopCause } from './stops.ts'
export { type LetterParts, writeToCustomer } from './to-customer.ts'
export { letterNamedBy, nameOf } from './tokens.ts'
export type {
  AppliedFor,
  ContractFacts,
  CustomerLetterKind,
  CustomerLetterWish,
  PersonalLink,
  TransferFacts,
} from './wishes.ts'
