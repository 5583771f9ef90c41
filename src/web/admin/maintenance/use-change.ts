import { useMutation, useQueryClient } from '@tanstack/react-query'
import type { Maintenance, MaintenanceChange } from '../../api/schemas.ts'
import { send } from '../api.ts'
import { maintenanceQuery } from '../queries.ts'
import { sayDone, sayFault, sayRefused } from '../ui/toast.ts'

/** Switches メンテナンスモード or changes its text, and says what became of it. */
export function useChangeMaintenance(onDone: () => void = () => {}) {
  const cache = useQueryClient()
  return useMutation({
    mutationFn: (change: MaintenanceChange) => send<Maintenance>('PUT', 'maintenance', change),
    onSuccess: (answer, change) => {
      if (!answer.done) return sayRefused(answer.problem.errors?.[0]?.message ?? answer.problem.detail)
      const before = cache.getQueryData(maintenanceQuery.queryKey)
      cache.setQueryData(maintenanceQuery.queryKey, answer.value)
      const switched = before?.on !== answer.value.on
      sayDone(switched ? `メンテナンスモードを${change.on ? 'ON' : 'OFF'}にしました` : '案内を保存しました')
      onDone()
    },
    onError: sayFault,
  })
}
