import type { Standing } from '@freshet/protocol/console';
import { useQueryClient } from '@tanstack/react-query';

/** Takes in a new standing; what another operator saw is forgotten. */
export function useEnter(): (standing: Standing) => void {
  const queries = useQueryClient();
  return (standing) => {
    queries.setQueryData(['standing', {}], standing);
    queries.removeQueries({ predicate: ({ queryKey }) => queryKey[0] !== 'standing' });
  };
}
