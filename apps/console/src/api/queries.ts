import type { ConsoleBody, ConsoleEndpoint, ConsoleResult } from '@freshet/protocol/console';
import {
  keepPreviousData,
  type UseMutationResult,
  type UseQueryResult,
  useMutation,
  useQuery,
  useQueryClient,
} from '@tanstack/react-query';
import { createContext, useContext } from 'react';
import { ConsoleClient } from './console-client.ts';

const ClientContext = createContext(new ConsoleClient());

/** Gives the pages inside it their client. */
export const ClientProvider = ClientContext;

/** The client, for calls that are neither a page's data nor a change, such as a download. */
export function useClient(): ConsoleClient {
  return useContext(ClientContext);
}

type AnswerOptions = {
  /** Asks only while this holds. Default: true. */
  readonly enabled?: boolean;
  /** Asks again so often while the page is seen; milliseconds. Default: never. */
  readonly every?: number;
  /** Shows the answer to the last body until the new one is there. Default: false. */
  readonly keepsLast?: boolean;
};

/** What an endpoint answers, asked again when a change says so. */
export function useAnswer<E extends ConsoleEndpoint>(
  endpoint: E,
  body: ConsoleBody<E>,
  { enabled = true, every, keepsLast = false }: AnswerOptions = {},
): UseQueryResult<ConsoleResult<E>> {
  const client = useClient();
  return useQuery<ConsoleResult<E>>({
    queryKey: [endpoint, body],
    queryFn: ({ signal }) => client.call(endpoint, body, signal),
    enabled,
    ...(every !== undefined && { refetchInterval: every }),
    ...(keepsLast && { placeholderData: keepPreviousData }),
  });
}

/**
 * A call that changes something.
 *
 * @param refreshes the endpoints whose answers are no longer true afterwards
 */
export function useChange<E extends ConsoleEndpoint>(
  endpoint: E,
  refreshes: readonly ConsoleEndpoint[] = [],
): UseMutationResult<ConsoleResult<E>, Error, ConsoleBody<E>> {
  const client = useClient();
  const queries = useQueryClient();
  return useMutation<ConsoleResult<E>, Error, ConsoleBody<E>>({
    mutationKey: [endpoint],
    mutationFn: (body) => client.call(endpoint, body),
    onSuccess: async () => {
      await Promise.all(refreshes.map((stale) => queries.invalidateQueries({ queryKey: [stale] })));
    },
  });
}
