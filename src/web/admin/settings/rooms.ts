import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query'
import type { RoomList } from '../../api/schemas.ts'
import { read } from '../api.ts'
import { sayFault } from '../ui/toast.ts'

const PATH = 'integrations/chatwork/rooms'

/** The rooms of the stored token's account, and asking Chatwork for them anew. */
export function useRooms(tokenSet: boolean) {
  const cache = useQueryClient()
  const query = queryOptions({
    queryKey: [PATH],
    queryFn: ({ signal }) => read<RoomList>(PATH, signal),
    enabled: tokenSet,
    // The API keeps the list for 60 seconds; asking more often would tell nothing new.
    staleTime: 60_000,
  })
  const refresh = useMutation({
    mutationFn: () => read<RoomList>(`${PATH}?refresh=1`),
    onSuccess: (list) => cache.setQueryData(query.queryKey, list),
    onError: sayFault,
  })
  return { query, refresh: () => refresh.mutate(), refreshing: refresh.isPending }
}
