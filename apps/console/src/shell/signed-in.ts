import type { Operator, OperatorRole, Standing } from '@freshet/protocol/console';
import { createContext, useContext } from 'react';

type SignedIn = Extract<Standing, { name: 'signedIn' }>;

/** Tells the pages inside it who is signed in, and where users open the server. */
export const SignedInContext = createContext<SignedIn | undefined>(undefined);

function useSignedIn(): SignedIn {
  const standing = useContext(SignedInContext);
  if (!standing) throw new Error('pages are drawn for one who is signed in');
  return standing;
}

/** The operator who is signed in. Pages are only drawn while one is. */
export const useOperator = (): Operator => useSignedIn().operator;

/** Where users open the server, which need not be where the console is open: that may be a tunnel. */
export const usePublicOrigin = (): string => useSignedIn().publicOrigin ?? location.origin;

const ranks: readonly OperatorRole[] = ['viewer', 'operator', 'owner'];

/** Whether the operator who is signed in has at least this role. The server decides; this hides what it would refuse. */
export function useMay(least: OperatorRole): boolean {
  return ranks.indexOf(useOperator().role) >= ranks.indexOf(least);
}
