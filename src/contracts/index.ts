export { FIRST_TERM, openContract, type SavedCard } from './commands.ts'
export { type ContractState, nextChargeOn, termStart } from './contract.ts'
export { type ContractFilter, type ListedContract, listContracts } from './list.ts'
export { type ContractOfCustomer, listContractsOfCustomer } from './queries.ts'
