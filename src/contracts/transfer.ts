import type { Contract } from './contract.ts'
import type { Decision } from './decide.ts'
import type { Decided } from './enact.ts'

/** What the rules of a contract may change: compared and put back when a confirmation is undone. */
export type RuledPart = Omit<Contract, 'id' | 'method'>

/** The part of a contract that its rules change. */
export function ruledPart(contract: Contract): RuledPart {
  const { state, suspendedReason, cardState, tries, anchorDate, anchorTerm, termNo, cancelsOn, owedOn } = contract
  return { state, suspendedReason, cardState, tries, anchorDate, anchorTerm, termNo, cancelsOn, owedOn }
}

/** Whether nothing has happened to the contract since it was like this. */
export function isUnchanged(contract: Contract, since: RuledPart): boolean {
  const now = ruledPart(contract)
  return (Object.keys(now) as (keyof RuledPart)[]).every((rule) => now[rule] === since[rule])
}

/** The next term begins before its money has come: it is granted, and the money expected. */
export function grantTerm(contract: Contract): Decision {
  if (contract.state === 'cancelled') return { kind: 'refused', code: 'cancelled' }
  return { kind: 'decided', contract: { ...contract, termNo: contract.termNo + 1, owedOn: null }, news: [] }
}

/**
 * Its money turns out not to have come: the contract is what it was before. One that went on because of it is suspended
 * again, and that is told: who heard that it goes on must hear that it does not.
 */
export function unpayTerm(contract: Contract, before: RuledPart): Decided {
  const reason = before.state === 'suspended' && contract.state !== 'suspended' ? before.suspendedReason : null
  const news = reason === null ? [] : [{ kind: 'suspended' as const, reason }]
  return { kind: 'decided', contract: { ...contract, ...before }, news }
}
