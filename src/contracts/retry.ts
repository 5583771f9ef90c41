import { currentGateway } from '../payments/index.ts'
import { transact } from '../platform/database.ts'
import { type BegunCharge, beginCharges, type ChargeEnd, chargeableCard, makeCharge } from './charges.ts'
import type { StaffAct } from './commands.ts'
import type { ContractsContext } from './context.ts'
import { openTerm } from './decide.ts'
import { type Refused, refuse } from './refusals.ts'
import { lockContract } from './stored.ts'

/** 再決済: charges what is owed now, once; its outcome counts as one of the planned tries. */
export async function retryCharge(
  context: ContractsContext,
  { contractId, actor, note }: StaffAct,
): Promise<ChargeEnd | Refused> {
  const begun = await transact(context.db, context.doorbell, async (tx): Promise<BegunCharge | Refused> => {
    const contract = await lockContract(tx, contractId)
    if (contract === null) return refuse('not_found')
    const open = openTerm(contract)
    if (open.kind === 'refused') return refuse(open.code)
    const gateway = await currentGateway(tx, context)
    if (gateway === null) return refuse('payments_unavailable')
    if (chargeableCard(context, gateway, contract) === null) return refuse('no_card')
    const [charge] = await beginCharges(tx, context, gateway, [contract], { by: actor, note: note ?? null })
    return charge ?? refuse('charge_under_way')
  })
  return 'kind' in begun ? begun : makeCharge(context, begun)
}
