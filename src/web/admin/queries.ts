import { infiniteQueryOptions, QueryCache, QueryClient, queryOptions } from '@tanstack/react-query'
import type { Maintenance, Overview, Page, Session } from '../api/schemas.ts'
import { ApiFault, read, withQuery } from './api.ts'

/** The cache of the app. A refusal (4xx) is final; a broken connection is tried once more. */
export const queryClient: QueryClient = new QueryClient({
  queryCache: new QueryCache({
    onError: (fault, query) => {
      // The session ended meanwhile: the layout asks who is signed in, and leads to the login.
      const ended = fault instanceof ApiFault && fault.status === 401
      if (ended && query.queryKey[0] !== 'session') void queryClient.invalidateQueries(sessionQuery)
    },
  }),
  defaultOptions: {
    queries: {
      staleTime: 5_000,
      retry: (failures, fault) =>
        failures < 1 && !(fault instanceof ApiFault && fault.status >= 400 && fault.status < 500),
    },
  },
})

/** Who is signed in, and the facts of the shop. Fails with 401 when nobody is. */
export const sessionQuery = queryOptions({
  queryKey: ['session'],
  queryFn: ({ signal }) => read<Session>('session', signal),
  staleTime: 60_000,
  retry: false,
})

/** The dashboard, the badges of the menu and the alarm banner; looked at again every half minute. */
export const overviewQuery = queryOptions({
  queryKey: ['overview'],
  queryFn: ({ signal }) => read<Overview>('overview', signal),
  refetchInterval: 30_000,
})

/** メンテナンスモード, for its banner; looked at again every half minute, as somebody else may switch it. */
export const maintenanceQuery = queryOptions({
  queryKey: ['maintenance'],
  queryFn: ({ signal }) => read<Maintenance>('maintenance', signal),
  refetchInterval: 30_000,
})

/** One resource, such as `applications/{id}`. */
export function resourceQuery<T>(path: string) {
  return queryOptions({ queryKey: [path], queryFn: ({ signal }) => read<T>(path, signal) })
}

/** A list, page by page, newest first. */
export function listQuery<Item>(path: string, query: Record<string, string | number | undefined> = {}) {
  return infiniteQueryOptions({
    queryKey: [path, query],
    queryFn: ({ pageParam, signal }) => read<Page<Item>>(withQuery(path, { ...query, cursor: pageParam }), signal),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.nextCursor ?? undefined,
  })
}
