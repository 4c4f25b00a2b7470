import type { ConsoleBody, ConsoleEndpoint, ConsoleResult } from '@freshet/protocol/console';
import { type InfiniteData, type UseInfiniteQueryResult, useInfiniteQuery } from '@tanstack/react-query';
import { useClient } from './queries.ts';

type Paged = Extract<ConsoleEndpoint, 'audit' | 'deliveries'>;

/** How many entries one page has. */
const PAGE = 50;

/**
 * The pages of a list that is newest first, as far down as somebody wanted to see.
 *
 * @param lastID the ID of a page's last entry
 */
export function usePages<E extends Paged>(
  endpoint: E,
  body: Omit<ConsoleBody<E>, 'before' | 'limit'>,
  lastID: (page: ConsoleResult<E>) => number | undefined,
  every?: number,
): UseInfiniteQueryResult<InfiniteData<ConsoleResult<E>>> {
  const client = useClient();
  return useInfiniteQuery({
    queryKey: [endpoint, 'pages', body],
    queryFn: ({ pageParam, signal }) => {
      const part = { ...body, limit: PAGE, ...(pageParam !== undefined && { before: pageParam }) };
      // Without its two paging fields the body is of no type that the compiler can put together again.
      return client.call(endpoint, part as unknown as ConsoleBody<E>, signal);
    },
    initialPageParam: undefined as number | undefined,
    getNextPageParam: (page: ConsoleResult<E>) => (page.more ? lastID(page) : undefined),
    ...(every !== undefined && { refetchInterval: every }),
  });
}
