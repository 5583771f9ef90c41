export { admitCardAttempt } from './card-attempts.ts'
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
export type { BrowserSide, Card, CardGateway, Charge, Failure, Payer } from './gateways/contract.ts'
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
  type CardToCharge,
  findActionUrl,
  findCardToCharge,
  findOpenPayment,
  listPaymentsOfCustomer,
  type OpenPayment,
  type PaymentOfCustomer,
} from './queries.ts'
export { type ClaimedRefund, giveBack, type RefundContext } from './refund-due.ts'
export {
  type ListedRefund,
  listRefunds,
  REFUND_TOPIC,
  type Refundable,
  type RefundState,
  readRefundable,
  refundTransitions,
  requestRefund,
} from './refunds.ts'
export { type GatewayName, gatewayNames, type PaymentsSettings, paymentsDefinition } from './settings.ts'
export { type ExpectedTransfer, expectTransfer, findTransferOf, stopExpecting } from './transfer.ts'
