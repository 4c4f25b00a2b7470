import type { Operator, OperatorRole } from '@freshet/protocol/console';
import { createContext, useContext } from 'react';

/** Gives the pages inside it the operator who is signed in. */
export const SignedInContext = createContext<Operator | undefined>(undefined);

/** The operator who is signed in. Pages are only drawn while one is. */
export function useOperator(): Operator {
  const operator = useContext(SignedInContext);
  if (!operator) throw new Error('pages are drawn for one who is signed in');
  return operator;
}

const ranks: readonly OperatorRole[] = ['viewer', 'operator', 'owner'];

/** Whether the operator who is signed in has at least this role. The server decides; this hides what it would refuse. */
export function useMay(least: OperatorRole): boolean {
  return ranks.indexOf(useOperator().role) >= ranks.indexOf(least);
}
