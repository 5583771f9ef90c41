export { createMemberAccounts, type MemberAccounts, type SignInResult } from './accounts.ts'
export { findOrAddCustomer, noteNewsletterWish, noteUndeliverable } from './commands.ts'
export { type Customer, type CustomerState, customerTransitions, foldEmail, snapshotOf } from './customer.ts'
export type { CustomerSnapshot } from './events.ts'
export { type CustomerFilter, findListedCustomer, type ListedCustomer, listCustomers } from './list.ts'
export { confirmMailChange, type MailChangeParts, type MailChangeResult, requestMailChange } from './mail-change.ts'
export { LINK_HOURS, type MemberLink, readMemberLink } from './member-links.ts'
export { type PasswordParts, type ResetResult, requestPasswordReset, resetPassword } from './password.ts'
export { changeProfile, readProfile } from './profile.ts'
export { findCustomer, findCustomerByEmail, findCustomerOfAccount } from './queries.ts'
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
  emailSchema,
  newPasswordSchema,
  type Profile,
  profileSchema,
  SHORTEST_PASSWORD,
} from './schema.ts'
export { signIn } from './sign-in.ts'
