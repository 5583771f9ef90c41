export { admitCardAttempt } from './card-attempts.ts'
export {
  assignCustomer,
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
  findPaidPayment,
  listPaymentsOfCustomer,
  type OpenPayment,
  type PaidPayment,
  type PaymentOfCustomer,
} from './queries.ts'
export { type GatewayName, gatewayNames, type PaymentsSettings, paymentsDefinition } from './settings.ts'
export { taxWithin } from './tax.ts'
