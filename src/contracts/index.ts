export { openContract, type SavedCard } from './commands.ts'
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
export { type ContractOfCustomer, hasRunningContracts, listContractsOfCustomer } from './queries.ts'
