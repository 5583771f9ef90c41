export { bounds } from './bounds.ts'
export { readableText } from './readable-text.ts'
export { mayMeanRefusal } from './reasons/carriers.ts'
export { understandRefusal } from './refusal.ts'
export { understand } from './understand.ts'
export {
  type Complaint,
  classOfReason,
  type Kind,
  type Reason,
  type RecipientClass,
  type RecipientVerdict,
  type Stage,
  type Traces,
  type Verdict,
} from './verdict.ts'
