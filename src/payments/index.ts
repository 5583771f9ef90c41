export { admitCardAttempt } from './card-attempts.ts'
export { brandName } from './card-brand.ts'
export {
  afterSave,
  afterSaveFinding,
  type CardChangeState,
  cardChangeTransitions,
  type SetupStep,
} from './card-setup.ts'
export {
  assignPayment,
  currentGateway,
  type GatewayParts,
  noteDeclined,
  noteSucceeded,
  noteUnknown,
  readWaysToPay,
  SETTLE_TOPIC,
  startApplicationPayment,
  type WaysToPay,
} from './commands.ts'
export {
  type ClaimedPayment,
  type FinishPayment,
  lookUp,
  type SettlementContext,
  settlePayments,
} from './due.ts'
export { earliestPaymentDue } from './earliest-due.ts'
export type { BrowserSide, Card, CardGateway, Charge, Failure, Payer, SavedAtGateway } from './gateways/contract.ts'
export { CHARGE_TIMEOUT_MS } from './gateways/index.ts'
export { giveBackLateCharge, watchForLateCharges } from './late-charges.ts'
export { type ListedPayment, listPayments, type PaymentFilter } from './list.ts'
export {
  AUTHENTICATION_REQUIRED,
  afterCharge,
  type CardPaymentState,
  cardPaymentTransitions,
  type FinalStep,
  isHopeless,
  NO_CARD,
  NOT_CHARGED,
  NOT_SENT,
  nextLookInMs,
  type Step,
  wasNotMade,
} from './payment.ts'
export {
  type CardToCharge,
  findActionUrl,
  findCardToCharge,
  findOpenPayment,
  findPaidPayment,
  listPaymentsOfCustomer,
  type OpenPayment,
  type PaidPayment,
  type PaymentOfCustomer,
  type PaymentPurpose,
} from './queries.ts'
export { type ClaimedRefund, giveBack, type RefundContext } from './refund-due.ts'
export { type PaymentRefund, type RefundRefusal, type RefundResult, refundPayment } from './refund-payment.ts'
export {
  type ListedRefund,
  lockRefundable,
  REFUND_TOPIC,
  type Refundable,
  type RefundState,
  readRefundable,
  refundTransitions,
  requestRefund,
} from './refunds.ts'
export {
  isOrderKnown,
  isTermUnderWay,
  type NewRenewalPayment,
  type RenewalTries,
  startRenewalPayments,
  takeBackTry,
} from './renewals.ts'
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
export { taxWithin } from './tax.ts'
export { nextTransferStep, type TransferState, type TransferStep, transferTransitions } from './transfer.ts'
export {
  type Expected,
  expectTransfer,
  lookAtTransfer,
  type NewTransfer,
  noteConfirmed,
  noteOverdue,
  noteUnconfirmed,
  postponeTransfer,
  stopExpecting,
  TRANSFERS_TOPIC,
  type TransferBefore,
} from './transfer-commands.ts'
export { findTransfer, type ListedTransfer, listTransfers, type TransferFilter } from './transfer-list.ts'
export {
  contractOfTransfer,
  findTransferOf,
  hasOpenTransfer,
  listMatchable,
  lockTransfer,
  type MatchableTransfer,
  type StoredTransfer,
} from './transfer-queries.ts'
