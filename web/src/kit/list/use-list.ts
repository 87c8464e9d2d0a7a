// Pages of a collection, one after the other, by the server's cursor.
import { useInfiniteQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { fetchPage, type Item, type ListPath } from '../api';
import type { ListQuery } from './list-state';

const firstPageSize = 25;
// Who goes on reading reads on: fewer questions for a long list.
const pageSize = 200;

export function useList<P extends ListPath>(path: P, query: ListQuery = {}, enabled = true) {
  const pages = useInfiniteQuery({
    queryKey: [path, 'list', query],
    queryFn: ({ pageParam }) =>
      fetchPage(path, {
        limit: pageParam === undefined ? firstPageSize : pageSize,
        ...query,
        after: pageParam,
      }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next ?? undefined,
    // The rows stay while another filter or order is loaded.
    placeholderData: (before) => before,
    enabled,
  });
  const items: Item<P>[] = useMemo(() => pages.data?.pages.flatMap((page) => page.items) ?? [], [pages.data]);
  return { ...pages, items };
}

export type ListPages = Pick<
  ReturnType<typeof useList>,
  | 'isPending'
  | 'isError'
  | 'error'
  | 'hasNextPage'
  | 'isFetchingNextPage'
  | 'fetchNextPage'
  | 'refetch'
  | 'isPlaceholderData'
>;
