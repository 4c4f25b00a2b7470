import type { Standing } from '@freshet/protocol/console';
import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { useClient } from '../api/queries.ts';

/** Whether the session ended by itself, so that the sign-in page can say so. Asks for the standing once it did. */
export function useSessionEnd(standing: Standing | undefined): boolean {
  const client = useClient();
  const queries = useQueryClient();
  const [hasEnded, setEnded] = useState(false);
  const isSignedIn = standing?.name === 'signedIn';
  useEffect(() => {
    if (isSignedIn) setEnded(false);
  }, [isSignedIn]);
  useEffect(() => {
    client.onSignedOut = () => {
      // What is refused because of a sign-out that is under way or done tells nothing new.
      const known = queries.getQueryData<Standing>(['standing', {}]);
      if (known?.name !== 'signedIn' || queries.isMutating({ mutationKey: ['signOut'] }) > 0) return;
      setEnded(true);
      void queries.invalidateQueries({ queryKey: ['standing'] });
    };
    return () => {
      client.onSignedOut = () => undefined;
    };
  }, [client, queries]);
  return hasEnded;
}
