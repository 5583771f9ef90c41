export { admitCardAttempt } from './card-attempts.ts'
export {
  assignTerm,
  currentGateway,
  type GatewayParts,
  noteDeclined,
  noteSucceeded,
  noteUnknown,
  SETTLE_TOPIC,
  startApplicationPayment,
} from './commands.ts'
export {
  type ClaimedPayment,
  type FinishPayment,
  lookUp,
  type SettlementContext,
  settlePayments,
} from './due.ts'
export type { BrowserSide, Card, CardGateway, Charge, Failure } from './gateways/contract.ts'
export { CHARGE_TIMEOUT_MS } from './gateways/index.ts'
export { type ListedPayment, listPayments, type PaymentFilter } from './list.ts'
export {
  afterCharge,
  type CardPaymentState,
  cardPaymentTransitions,
  NOT_CHARGED,
  NOT_SENT,
  type Step,
} from './payment.ts'
export {
  findActionUrl,
  findOpenPayment,
  listPaymentsOfCustomer,
  type OpenPayment,
  type PaymentOfCustomer,
} from './queries.ts'
export { type GatewayName, gatewayNames, type PaymentsSettings, paymentsDefinition } from './settings.ts'
export type { Layout } from './statement/layout.ts'
export { readLines, type StatementLine } from './statement/lines.ts'
export type { Match } from './statement/match.ts'
export { MOST_ROWS, type Rows } from './statement/read-file.ts'
export {
  type AppliedStatement,
  findStatement,
  keepStatement,
  listAppliedStatements,
  listConfirmationsOf,
  matchStatement,
  type RefusedLine,
  type StoredStatement,
  teachLayout,
} from './statement/statements.ts'
export { nextTransferStep, type TransferState, transferTransitions } from './transfer.ts'
export {
  type Expected,
  expectTransfer,
  lookAtTransfer,
  type NewTransfer,
  noteConfirmed,
  noteOverdue,
  noteUnconfirmed,
  postponeTransfer,
  TRANSFERS_TOPIC,
} from './transfer-commands.ts'
export { findTransfer, type ListedTransfer, listTransfers, type TransferFilter } from './transfer-list.ts'
export {
  contractOfTransfer,
  hasOpenTransfer,
  listMatchable,
  lockTransfer,
  type MatchableTransfer,
  type StoredTransfer,
} from './transfer-queries.ts'
