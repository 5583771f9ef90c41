export { openContract } from './commands.ts'
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
export { type ContractFilter, type ListedContract, listContracts } from './list.ts'
export { type ContractOfCustomer, listContractsOfCustomer } from './queries.ts'
export type { SavedCard } from './stored.ts'
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
