// What the pages of orders ask the server for.
import { useQueries, useQuery } from '@tanstack/react-query';
import { api, fetchPage, fetchRow, unwrap, type OrderOption, type Site } from '@/kit/api';
import { nameIn, useLanguage } from '@/kit/i18n';

export const ordersPath = '/api/v1/sales-orders';
export const tasksPath = '/api/v1/operation-tasks';
export const receivedOrders = '/api/v1/received-sales-orders';
export const receivedTasks = '/api/v1/received-operation-tasks';

const boardEveryMs = 60_000;
const staleMs = 5 * 60_000;
const optionsMax = 50;

export function useOrder(id: string) {
  return useQuery({ queryKey: [ordersPath, id], queryFn: () => fetchRow(ordersPath, id) });
}

// With their lots and moves.
export function optionsQuery(order: string) {
  return {
    queryKey: [ordersPath, order, 'options'],
    queryFn: async (): Promise<OrderOption[]> =>
      (
        await unwrap(
          api.GET('/api/v1/sales-orders/{id}/options', {
            params: { path: { id: order }, query: { limit: optionsMax } },
          }),
        )
      ).items,
  };
}

export function useOptions(order: string) {
  return useQuery(optionsQuery(order));
}

export function useOption(id: string | null | undefined) {
  return useQuery({
    queryKey: ['/api/v1/order-options', id],
    queryFn: () => unwrap(api.GET('/api/v1/order-options/{id}', { params: { path: { id: id ?? '' } } })),
    enabled: Boolean(id),
  }).data;
}

export function progressQuery(order: string) {
  return {
    queryKey: [ordersPath, order, 'progress'],
    queryFn: () => unwrap(api.GET('/api/v1/sales-orders/{id}/progress', { params: { path: { id: order } } })),
  };
}

const boardMax = 200;

// Kept among the orders: whatever makes these stale makes the board stale. Read anew by itself, for time makes late.
export function useBoard(flaggedOnly = false) {
  return useQuery({
    queryKey: [ordersPath, 'dispatch-board', flaggedOnly],
    queryFn: () =>
      fetchPage('/api/v1/dispatch-board', {
        sort: 'due_on',
        limit: boardMax,
        ...(flaggedOnly ? { flagged: 'true' } : {}),
      }),
    refetchInterval: boardEveryMs,
    placeholderData: (before) => before,
  });
}

export function useTask(id: string) {
  return useQuery({ queryKey: [tasksPath, id], queryFn: () => fetchRow(tasksPath, id) });
}

// Sites by id, as far as they are known.
export function useSites(ids: readonly string[]): ReadonlyMap<string, Site> {
  const known = [...new Set(ids)];
  return useQueries({
    queries: known.map((id) => ({
      queryKey: ['/api/v1/sites', id],
      queryFn: () => fetchRow('/api/v1/sites', id),
      staleTime: staleMs,
      retry: false,
    })),
    combine: (answers) =>
      new Map(answers.flatMap(({ data }): [string, Site][] => (data ? [[data.id, data]] : []))),
  });
}

// Enterprises' names by the ids of their organisations.
export function useNames(ids: readonly string[]): ReadonlyMap<string, string> {
  const { language } = useLanguage();
  const known = [...new Set(ids)];
  return useQueries({
    queries: known.map((id) => ({
      queryKey: ['/api/v1/enterprises', id],
      queryFn: () => fetchRow('/api/v1/enterprises', id),
      staleTime: staleMs,
      retry: false,
    })),
    combine: (answers) =>
      new Map(
        answers.flatMap(({ data }): [string, string][] =>
          data ? [[data.id, nameIn(language, data.name, data.name_en)]] : [],
        ),
      ),
  });
}

// The operations of a routing by id.
export function useOperations(routing: string | undefined) {
  return useQuery({
    queryKey: ['/api/v1/operations', 'routing', routing],
    queryFn: async () =>
      (
        await unwrap(
          api.GET('/api/v1/operations', { params: { query: { routing_id: routing ?? '', limit: 200 } } }),
        )
      ).items,
    enabled: Boolean(routing),
    staleTime: staleMs,
    retry: false,
  }).data;
}
