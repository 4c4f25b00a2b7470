import { useState } from 'react';
import { useFaultWords } from '../api/fault-words.ts';

type Doing = {
  readonly busy: boolean;
  /** What went wrong the last time, in words. */
  readonly problem: string | undefined;
  readonly run: () => Promise<void>;
};

/** Runs something for a form and keeps the words of what went wrong. */
export function useDoing(work: () => Promise<unknown>, onDone: () => void = () => undefined): Doing {
  const wordsOf = useFaultWords();
  const [state, setState] = useState<Omit<Doing, 'run'>>({ busy: false, problem: undefined });
  const run = async (): Promise<void> => {
    setState({ busy: true, problem: undefined });
    try {
      await work();
      setState({ busy: false, problem: undefined });
      onDone();
    } catch (error) {
      setState({ busy: false, problem: wordsOf(error) });
    }
  };
  return { ...state, run };
}
