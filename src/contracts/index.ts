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
export { findContract, listContractsOfCustomer, type SavedCard, type StoredContract } from './stored.ts'
