export { type Alarm, createAlarm, LETTERS_TOPIC, type NewLetter, releaseLetters, writeLetter } from './commands.ts'
export { type ClaimedLetter, type LettersContext, sendLetters } from './due.ts'
export { type LetterState, letterTransitions, type UndeliverableClass } from './letter.ts'
export { countWaitingLetters, findLetter, type LetterFilter, type ListedLetter, listLetters } from './list.ts'
export { createMailer } from './mailer.ts'
export { type MailSettings, mailDefinition, mailSecurities } from './settings.ts'
export {
  type ApplicationFacts,
  applicationAccepted,
  applicationNotCharged,
  type LetterText,
  type RegistrationInvitation,
} from './texts.ts'
export { type Addressee, type LetterParts, writeToCustomer } from './to-customer.ts'
export type {
  AppliedFor,
  ContractFacts,
  CustomerLetterKind,
  CustomerLetterWish,
  PersonalLink,
  TransferFacts,
} from './wishes.ts'
