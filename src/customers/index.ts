export { createMemberAccounts, type MemberAccounts, type SignInResult } from './accounts.ts'
export { type ChangeKind, type ListedChange, listChanges, noteChanges } from './changes.ts'
export { findOrAddCustomer, noteNewsletterWish } from './commands.ts'
export type { CustomersContext } from './context.ts'
export { correctEmail } from './correct-email.ts'
export { templateFile, writeCustomersFile, writeFaultyFile } from './csv-file.ts'
export { type Customer, type CustomerState, customerTransitions, foldEmail, snapshotOf } from './customer.ts'
export { createCustomer, editCustomer } from './edit.ts'
export type { CustomerSnapshot } from './events.ts'
export { checkImport, type FileRefusal, MOST_LINES } from './import-check.ts'
export { type ClaimedImport, importCustomers, startImport } from './import-due.ts'
export {
  discardImport,
  type FaultyLine,
  findImport,
  type ListedImport,
  listFaultyLines,
  listImports,
} from './import-list.ts'
export { resendLink } from './invite.ts'
export { letterCustomers } from './letter-customers.ts'
export { liftMailStop } from './lift-mail-stop.ts'
export { type CustomerFilter, countCustomers, findListedCustomer, type ListedCustomer, listCustomers } from './list.ts'
export { confirmMailChange, type MailChangeParts, type MailChangeResult, requestMailChange } from './mail-change.ts'
export { LINK_HOURS, type MemberLink, readMemberLink } from './member-links.ts'
export { type PasswordParts, type ResetResult, requestPasswordReset, resetPassword } from './password.ts'
export { readProfile } from './profile.ts'
export { findCustomer, findCustomerByEmail, findCustomerOfAccount } from './queries.ts'
export type { Changed, CustomerRefusal } from './refusals.ts'
export {
  issueRegistrationLink,
  type RegisterResult,
  type RegistrationLink,
  readRegistrationLink,
  register,
} from './registration.ts'
export { type Resent, resendLetter } from './resend.ts'
export {
  type Applicant,
  applicantSchema,
  type CustomerFields,
  customerSchema,
  emailSchema,
  newPasswordSchema,
  type Profile,
  profileSchema,
  SHORTEST_PASSWORD,
} from './schema.ts'
export { signIn } from './sign-in.ts'
export { type WithdrawContext, withdrawCustomer } from './withdraw.ts'
