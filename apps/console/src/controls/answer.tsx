import type { UseQueryResult } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useFaultWords } from '../api/fault-words.ts';
import { Button } from './button.tsx';
import { Icon } from './icon.tsx';
import { useControlWords } from './words.ts';

type AnswerProps<Data> = {
  readonly query: UseQueryResult<Data>;
  readonly children: (data: Data) => ReactNode;
};

/** Draws what was asked for once it is there; until then its place, or why it can't be had. */
export function Answer<Data>({ query, children }: AnswerProps<Data>) {
  if (query.data !== undefined) return children(query.data);
  if (query.isError) return <Failure error={query.error} onRetry={() => void query.refetch()} />;
  return <Waiting />;
}

/** The place of something that is on its way. */
export function Waiting() {
  const { loading } = useControlWords();
  return (
    <div className="waiting" aria-busy="true">
      <span className="for-the-ear">{loading}</span>
      <i />
      <i />
      <i />
    </div>
  );
}

/** Why something can't be shown, and the way to try once more. */
export function Failure({ error, onRetry }: { readonly error: unknown; readonly onRetry: () => void }) {
  const words = useControlWords();
  const wordsOf = useFaultWords();
  return (
    <div className="empty" role="alert">
      <Icon name="warning" size={30} />
      <h3>{words.couldNotLoad}</h3>
      <p>{wordsOf(error)}</p>
      <Button icon="again" onClick={onRetry}>
        {words.tryAgain}
      </Button>
    </div>
  );
}
