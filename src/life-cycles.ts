import { applicationTransitions } from './applications/index.ts'
import { cardTransitions, contractTransitions } from './contracts/index.ts'
import { customerTransitions } from './customers/index.ts'
import { letterTransitions } from './mail/index.ts'
import { cardChangeTransitions, cardPaymentTransitions, refundTransitions } from './payments/index.ts'
import type { Transitions } from './platform/transitions.ts'

/** A table of transitions with what its states are. */
interface LifeCycle {
  title: string
  states: readonly (readonly [state: string, meaning: string, next: readonly string[]])[]
}

function lifeCycle<Table extends Transitions<string>>(
  title: string,
  transitions: Table,
  meanings: Record<keyof Table & string, string>,
): LifeCycle {
  const entries = Object.entries(transitions)
  return { title, states: entries.map(([state, next]) => [state, meanings[state as keyof typeof meanings], next]) }
}

/** Every life cycle of the business, in the order in which a customer meets them. */
const lifeCycles: readonly LifeCycle[] = [
  lifeCycle('Application 申し込み', applicationTransitions, {
    started: 'written before the charge; its outcome is not known yet',
    completed: 'paid, or accepted for a transfer',
    declined: 'the charge failed: no customer, no contract',
    cancelled: 'taken back by staff, with a reason',
  }),
  lifeCycle('Customer 顧客', customerTransitions, {
    provisional: '仮登録: an accepted application made it',
    registered: '本登録: has a password',
    withdrawn: '退会',
  }),
  lifeCycle('Payment by card 決済', cardPaymentTransitions, {
    started:
      'written before the gateway is called. A try of a renewal that did not take place is deleted: the next has its order id',
    unknown: 'its outcome is being found out by order id, never by charging again',
    succeeded: 'money moved',
    declined: 'no money moved; should it turn out that it did, it is given back',
  }),
  lifeCycle('Refund 返金', refundTransitions, {
    started: 'written before the gateway is asked, and asked for under its id until the gateway answers',
    refunded: 'the money went back',
    refused: 'the gateway does not give it back: 要対応',
  }),
  lifeCycle('Contract 契約', contractTransitions, {
    active: '契約中',
    cancellation_reserved: '解約予約: ends with its paid term',
    suspended: '停止: `payment_unconfirmed` or `card_unpayable`',
    cancelled: '解約済み',
  }),
  lifeCycle('Card of a contract カード', cardTransitions, {
    ok: 'the open term is not due, or paid',
    retrying: 'a charge failed and is tried again on a planned day',
    unpayable: 'カード決済不能: the last planned try failed, or the card will never be good again',
  }),
  lifeCycle('Change of card カードの変更', cardChangeTransitions, {
    started: 'written before the gateway is called',
    unknown: 'its outcome is being found out, or the holder is asked (3-D Secure)',
    saved: 'every contract of the customer that is paid by card has it',
    declined: 'refused, not confirmed, or followed by another card',
  }),
  lifeCycle('Letter メール', letterTransitions, {
    queued: 'waits for its time or its next try',
    sending: 'leased to a sender; again when that one died',
    accepted: 'taken by the mail server',
    undeliverable: 'finally did not arrive: refused, or returned later',
    held: 'not sent: letters to this customer stop, and they need not have this one',
  }),
]

/** `docs/life-cycles.md`: which state may be followed by which. */
export function printLifeCycles(): string {
  const lines = [
    '# Life cycles',
    '',
    'Printed from the transition tables in the code by `npm run generate`. Each transition is one conditional update: of two',
    'at once exactly one wins.',
  ]
  for (const { title, states } of lifeCycles) {
    lines.push('', `## ${title}`, '', '| state | | may become |', '| --- | --- | --- |')
    for (const [state, meaning, next] of states)
      lines.push(`| \`${state}\` | ${meaning} | ${next.map((each) => `\`${each}\``).join(', ') || '–'} |`)
  }
  return `${lines.join('\n')}\n`
}
