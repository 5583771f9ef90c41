export { admitCardAttempt } from './card-attempts.ts'
export {
  afterSave,
  afterSaveFinding,
  type CardChangeState,
  cardChangeTransitions,
  type SetupStep,
} from './card-setup.ts'
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
export type { BrowserSide, Card, CardGateway, Charge, Failure, SavedAtGateway } from './gateways/contract.ts'
export { CHARGE_TIMEOUT_MS } from './gateways/index.ts'
export { type ListedPayment, listPayments, type PaymentFilter } from './list.ts'
export {
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
  findActionUrl,
  findOpenPayment,
  findPaidPayment,
  listPaymentsOfCustomer,
  type OpenPayment,
  type PaidPayment,
  type PaymentOfCustomer,
  type PaymentPurpose,
} from './queries.ts'
export {
  isOrderKnown,
  isTermUnderWay,
  type NewRenewalPayment,
  type RenewalTries,
  startRenewalPayments,
  takeBackTry,
} from './renewals.ts'
export { type GatewayName, gatewayNames, type PaymentsSettings, paymentsDefinition } from './settings.ts'
export { taxWithin } from './tax.ts'
