export { type AcceptResult, acceptOffer, type OfferVisit, readOffer, refuseOffer } from './accept-offer.ts'
export {
  type Answer,
  type Application,
  type ApplicationState,
  applicationTransitions,
  type PaymentMethod,
} from './application.ts'
export { type Cancellation, type CancelResult, cancelApplication } from './cancel.ts'
export { type PayBy, type Submission, settleByLooking, submit } from './commands.ts'
export type { ApplicationsContext } from './context.ts'
export { settleCharges } from './due.ts'
export {
  type ApplicationFilter,
  type ApplicationWithAnswers,
  findListedApplication,
  type ListedApplication,
  listApplications,
  sumCompletedApplications,
} from './list.ts'
export { listMemberships, type Membership } from './memberships.ts'
export { offerStanding, offerToken, offerTransitions } from './offer.ts'
export { findOfferOf, type OfferOfApplication, readOfferOf } from './offers.ts'
export type { SubmitRefusal } from './order.ts'
export {
  findApplication,
  findApplicationByNumber,
  type Progress,
  readProgress,
  readStanding,
  type Standing,
} from './queries.ts'
export { isSubmissionKey, newSubmissionKey } from './submission.ts'
