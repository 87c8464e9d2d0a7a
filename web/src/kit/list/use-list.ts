// Pages of a collection, one after the other, by the server's cursor.
import { useInfiniteQuery } from '@tanstack/react-query';
import { fetchPage, type Item, type ListPath } from '../api';
import type { ListQuery } from './list-state';

const pageSize = 25;

export function useList<P extends ListPath>(path: P, query: ListQuery = {}, enabled = true) {
  const pages = useInfiniteQuery({
    queryKey: [path, 'list', query],
    queryFn: ({ pageParam }) => fetchPage(path, { limit: pageSize, ...query, after: pageParam }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next ?? undefined,
    // The rows stay while another filter or order is loaded.
    placeholderData: (before) => before,
    enabled,
  });
  const items: Item<P>[] = pages.data?.pages.flatMap((page) => page.items) ?? [];
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
