import { sql } from 'kysely'
import { type CardGateway, currentGateway, type Failure, NO_CARD } from '../payments/index.ts'
import { type Tx, transact } from '../platform/database.ts'
import type { DueWork } from '../platform/due-work.ts'
import { dayIn } from '../site/index.ts'
import { type BegunCharge, beginCharges, chargeableCard, makeCharge } from './charges.ts'
import { type ContractsContext, readSchedule } from './context.ts'
import { cancel, chargeFailed } from './decide.ts'
import { dueAt, type Schedule } from './due-on.ts'
import { enact, openScene, rulesOf, type Scene } from './enact.ts'
import { lockContract, lockDueContracts, type StoredContract } from './stored.ts'
import { CONTRACTS_TOPIC, putOff } from './wanted.ts'

/** Charges under way at once in one process. */
const CONCURRENCY = 16

/** Longer than the one transaction of what needs no gateway takes. */
const LEASE_MS = 30_000

/**
 * Asks for the transfer of a contract whose next term, or what is owed after staff resumed it, has come due. The contract is
 * locked; its `due_on` must be another one afterwards.
 */
export type ExpectTerm = (tx: Tx, scene: Scene, contract: StoredContract) => Promise<void>

/** What is to be done for a contract that came due. */
export type DueContract =
  | ({ kind: 'charge' } & BegunCharge)
  | { kind: 'end' | 'expect' | 'no_card'; contract: StoredContract }

/**
 * What comes due for contracts, in the order of its days: ends reserved cancellations, charges open terms, expects
 * transfers. Terms that are paid by transfer are left alone without `expectTerm`.
 */
export function renewContracts(context: ContractsContext, expectTerm?: ExpectTerm): DueWork<DueContract> {
  return {
    topic: CONTRACTS_TOPIC,
    concurrency: CONCURRENCY,
    claim: (limit) => claimDue(context, expectTerm !== undefined, limit),
    perform: async (due) => {
      if (due.kind === 'charge') await makeCharge(context, due)
      else await doDue(context, due, expectTerm)
    },
  }
}

/** One transaction takes a batch: charges are begun, the rest is leased. */
async function claimDue(context: ContractsContext, withTransfers: boolean, limit: number): Promise<DueContract[]> {
  return transact(context.db, context.doorbell, async (tx) => {
    const schedule = await readSchedule(tx, context)
    const contracts = await lockDueContracts(tx, momentOf(context, schedule), withTransfers, limit)
    if (contracts.length === 0) return []
    const gateway = await currentGateway(tx, context)
    const today = dayIn(schedule.timeZone, context.clock.now())
    const toCharge: StoredContract[] = []
    const rest: Exclude<DueContract, { kind: 'charge' }>[] = []
    const waiting: StoredContract[] = []
    for (const contract of contracts) {
      const kind = whatIsDue(context, gateway, contract, today)
      if (kind === 'charge') toCharge.push(contract)
      else if (kind === 'wait') waiting.push(contract)
      else rest.push({ kind, contract })
    }
    const begun = gateway === null ? [] : await beginCharges(tx, context, gateway, toCharge)
    await lease(tx, rest)
    if (waiting.length > 0)
      await putOff(tx, sql`id in (${sql.join(waiting.map(({ id }) => id))})`, 'カード決済の設定が行われていません')
    return [...rest, ...begun.map((charge) => ({ kind: 'charge' as const, ...charge, schedule }))]
  })
}

/** What "due" means now: the shop's day, and whether its hour of charges has come. */
function momentOf({ clock }: ContractsContext, schedule: Schedule): { today: string; hourHasCome: boolean } {
  const now = clock.now()
  const today = dayIn(schedule.timeZone, now)
  return { today, hourHasCome: now >= dueAt(today, { cancelsOn: null }, schedule) }
}

function whatIsDue(
  context: ContractsContext,
  gateway: CardGateway | null,
  contract: StoredContract,
  today: string,
): DueContract['kind'] | 'wait' {
  if (ends(contract, today)) return 'end'
  if (contract.method === 'transfer') return 'expect'
  if (contract.savedCard === null) return 'no_card'
  if (gateway === null) return 'wait'
  return chargeableCard(context, gateway, contract) === null ? 'no_card' : 'charge'
}

function ends({ cancelsOn }: StoredContract, today: string): boolean {
  return cancelsOn !== null && cancelsOn <= today
}

async function lease(tx: Tx, due: readonly { contract: StoredContract }[]): Promise<void> {
  if (due.length === 0) return
  await sql`update contracts set lease_until = now() + ${LEASE_MS} * interval '1 ms'
    where id in (${sql.join(due.map(({ contract }) => contract.id))})`.execute(tx)
}

const NO_CARD_FAILURE: Failure = { code: NO_CARD, message: 'お支払いに使えるカードが登録されていません。' }

/** What needs no gateway, unless somebody acted on the contract since it was claimed. */
async function doDue(
  context: ContractsContext,
  { kind, contract: claimed }: Exclude<DueContract, { kind: 'charge' }>,
  expectTerm: ExpectTerm | undefined,
): Promise<void> {
  await transact(context.db, context.doorbell, async (tx) => {
    const contract = await lockContract(tx, claimed.id)
    if (contract === null || !isAsClaimed(contract, claimed)) return
    const scene = await openScene(tx, context, { kind: 'system' })
    if (kind === 'expect') {
      await expectTerm?.(tx, scene, contract)
      return
    }
    const decision = kind === 'end' ? cancel(contract) : chargeFailed(contract, true, rulesOf(scene))
    if (decision.kind === 'refused') throw new Error(`what came due was refused: ${decision.code}`)
    await enact(tx, { ...scene, failure: NO_CARD_FAILURE }, contract, decision)
  })
}

/** What was changed since the claim is for the next claim to judge. */
function isAsClaimed(contract: StoredContract, claimed: StoredContract): boolean {
  return (
    contract.dueOn === claimed.dueOn &&
    contract.state === claimed.state &&
    contract.savedCard?.sealedReference === claimed.savedCard?.sealedReference
  )
}
