export { type CardChange, type NewCard, readCardChange, startCardChange } from './card-change.ts'
export { type CardChangeCharge, listChargesOfCardChange } from './card-change-charges.ts'
export { tellOfEndingCards } from './card-expiry.ts'
export { settleCardChanges } from './card-saved.ts'
export type { ChargeEnd } from './charges.ts'
export {
  type Act,
  type Acted,
  type ContractActor,
  cancelContractOf,
  cancelNow,
  LONGEST_RESPITE,
  openContract,
  reserveCancellation,
  resumeByHand,
  type StaffAct,
  withdrawCancellation,
} from './commands.ts'
export type { ContractsContext } from './context.ts'
export {
  type CardState,
  type ContractState,
  cardTransitions,
  contractTransitions,
  FIRST_TERM,
  nextChargeOn,
  type SuspensionReason,
  type Terms,
  termStart,
  termsFrom,
} from './contract.ts'
export { cancellationEffect } from './decide.ts'
export { type DueContract, type ExpectTerm, renewContracts } from './due.ts'
export { earliestContractDue } from './earliest-due.ts'
export { enact, openScene, rulesOf, type Scene } from './enact.ts'
export { finishRenewal } from './finish.ts'
export { type ContractFilter, type ListedContract, listContracts } from './list.ts'
export type { RefusalCode, Refused } from './refusals.ts'
export { retryCharge } from './retry.ts'
export { type ContractStanding, readContractStanding } from './standing.ts'
export {
  findContract,
  hasRunningContracts,
  listContractsOfCustomer,
  type SavedCard,
  type StoredContract,
} from './stored.ts'
export { type Confirmed, type ConfirmRefusal, confirmTransfer, type Receipt } from './transfer-confirm.ts'
export { type ClaimedTransfer, expectTerm, watchTransfers } from './transfer-due.ts'
export type { TransfersContext } from './transfer-scene.ts'
export {
  type Applied,
  applyStatement,
  type ChosenLine,
  type StatementUndone,
  undoStatement,
} from './transfer-statement.ts'
export { type Undone, type UndoRefusal, undoConfirmation } from './transfer-undo.ts'
