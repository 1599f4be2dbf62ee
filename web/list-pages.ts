/** A list that is read page by page, as somebody asks for more; it never ends without saying so. */
import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query'
import { get, getAll, type Query } from './api.ts'

interface Asked {
  key: readonly unknown[]
  path: string
  query: Query
  /** Rows of a page. */
  size: number
  refetchInterval?: number
}

export interface ListPages<Row> {
  data: Row[] | undefined
  error: unknown
  refetch: () => unknown
  hasMore: boolean
  isBusy: boolean
  more: () => void
  /** Every row, whether it is shown or not. */
  all: () => Promise<Row[]>
}

export function useListPages<Row>({ key, path, query, size, refetchInterval }: Asked): ListPages<Row> {
  const asked = useInfiniteQuery({
    queryKey: key,
    queryFn: ({ pageParam }) =>
      get<Row[], { nextCursor: string | null }>(path, { ...query, limit: size, cursor: pageParam }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: ({ meta }) => meta.nextCursor ?? undefined,
    placeholderData: keepPreviousData,
    ...(refetchInterval !== undefined && { refetchInterval }),
  })
  return {
    data: asked.data?.pages.flatMap((page) => page.data),
    error: asked.error,
    refetch: asked.refetch,
    hasMore: asked.hasNextPage,
    isBusy: asked.isFetchingNextPage,
    more: () => void asked.fetchNextPage(),
    all: () => getAll<Row>(path, query, Infinity),
  }
}
