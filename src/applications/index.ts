export { type Application, type ApplicationState, applicationTransitions } from './application.ts'
export { type Submission, type SubmitRefusal, settleByLooking, submit } from './commands.ts'
export type { ApplicationsContext } from './context.ts'
export { settleCharges } from './due.ts'
export {
  type ApplicationFilter,
  findListedApplication,
  type ListedApplication,
  listApplications,
  sumCompletedApplications,
} from './list.ts'
export { listMemberships, type Membership } from './memberships.ts'
export { findApplicationByNumber, type Progress, readProgress, readStanding, type Standing } from './queries.ts'
export { isSubmissionKey, newSubmissionKey } from './submission.ts'
