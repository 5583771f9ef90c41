import type { DomainEvent, EventPayload, EventType } from './catalogue.ts'

const customer = { id: 'sample', familyName: '山田', givenName: '花子', email: 'hanako.yamada@example.jp' }
const product = { id: 'sample', name: 'オンライン講座 ベーシック', kind: 'monthly', priceYen: 3_980 } as const
const contract = { id: 'sample', number: 'C-7K2MQX9P' }
const ofContract = { customer, contract, product }
const letter = { id: 0, kind: 'sample', subject: '【オンライン講座】お申し込みありがとうございます' }

const payloads: { [T in EventType]: EventPayload<T> } = {
  'customer.provisionally_registered': {
    customer,
    application: { id: 'sample', number: 'A-3H8NPW2K', productName: product.name },
  },
  'customer.registered': { customer },
  'mail.undeliverable': {
    customer,
    letter,
    class: 'dead',
    reason: '宛先のアドレスが存在しません',
    answer: '550 5.1.1 User unknown',
    stopsLetters: true,
  },
  'mail.complaint_reported': { customer, letter, source: 'メール配信事業者' },
  'site.maintenance_started': {
    message: 'サーバーの点検を行っています。',
    resumesAt: '2026-12-01T06:00:00.000Z',
  },
  'site.maintenance_ended': {},
  'application.completed': {
    application: { id: 'sample', number: 'A-3H8NPW2K', kind: 'standard', amountYen: 3_980, method: 'card' },
    customer,
    newCustomer: true,
    product,
    contract,
    answers: [{ question: '受講の目的', answer: '仕事で使う資料を、自分で作れるようになりたいです。' }],
    netshoninPlanId: null,
  },
  'payment.application_card_failed': {
    applicant: { familyName: customer.familyName, givenName: customer.givenName, email: customer.email },
    application: { id: 'sample', number: 'A-3H8NPW2K', kind: 'standard' },
    product,
    amountYen: 3_980,
    failure: { code: 'insufficient_funds', message: 'カードの利用限度額または残高が不足しています' },
  },
  'payment.renewal_card_failed': {
    ...ofContract,
    amountYen: 3_980,
    failure: { code: 'insufficient_funds', message: 'カードの利用限度額または残高が不足しています' },
    attempt: 2,
    attempts: 4,
    nextTryAt: '2026-12-04T00:00:00.000Z',
  },
  'payment.card_recovered': { ...ofContract, amountYen: 3_980, from: 'unpayable' },
  'contract.cancellation_reserved': { ...ofContract, by: 'customer', cancelsOn: '2026-12-01' },
  'contract.cancellation_withdrawn': { ...ofContract, by: 'customer' },
  'contract.cancelled': { ...ofContract, by: 'system' },
  'contract.suspended': { ...ofContract, reason: 'card_unpayable' },
  'contract.resumed': { ...ofContract, by: 'staff' },
}

/** An invented event of each type, for previews before the real one ever happened. */
export function sampleEvent<T extends EventType>(type: T, at: Date): DomainEvent {
  return { id: 0, type, payload: payloads[type], actor: { kind: 'system' }, occurredAt: at } as DomainEvent
}
