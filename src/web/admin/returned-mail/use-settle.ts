import { useMutation, useQueryClient } from '@tanstack/react-query'
import type { ReturnedMail, SettlementInput } from '../../api/schemas.ts'
import { send } from '../api.ts'
import { sayDone, sayFault, sayRefused } from '../ui/toast.ts'
import { findings } from './findings.ts'

/** Records what somebody found out about a mail that came back, and says what came of it. */
export function useSettle(id: number) {
  const cache = useQueryClient()
  return useMutation({
    mutationFn: (settlement: SettlementInput) => send<ReturnedMail>('POST', `returned-mail/${id}/settle`, settlement),
    onSuccess: (answer, { as }) => {
      if (answer.done) sayDone(findings[as].done)
      else sayRefused(answer.problem.detail)
    },
    onError: sayFault,
    // Also after a refusal: somebody else was faster. Letters, customers and 要対応 may read otherwise now.
    onSettled: () => cache.invalidateQueries(),
  })
}
