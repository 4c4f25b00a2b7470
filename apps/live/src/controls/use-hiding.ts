import { Scope, seconds } from '@freshet/kit';
import { useEffect, useEffectEvent, useRef, useState } from 'react';

const PATIENCE = seconds(3);

/** Controls that step aside while nobody needs them. */
export type Hiding = {
  readonly isHidden: boolean;
  /** Whether the touch that is going on has only brought the controls back: nobody meant the one below the finger. */
  readonly isRevealing: () => boolean;
};

/** Hides controls when nobody has moved, touched or pressed anything for a while, and `mayHide` is true. */
export function useHiding(mayHide: boolean): Hiding {
  const [isIdle, setIdle] = useState(false);
  const isRevealing = useRef(false);
  const isHidden = isIdle && mayHide;
  const touch = useEffectEvent(({ pointerType }: PointerEvent) => {
    isRevealing.current = isHidden && pointerType === 'touch';
  });
  useEffect(() => {
    const scope = new Scope();
    let forget = scope.after(PATIENCE, () => setIdle(true));
    const stir = (): void => {
      forget();
      setIdle(false);
      forget = scope.after(PATIENCE, () => setIdle(true));
    };
    scope.listen(window, 'pointerdown', (event: PointerEvent) => touch(event));
    for (const type of ['pointermove', 'pointerdown', 'keydown', 'focusin']) scope.listen(window, type, stir);
    return () => scope.close();
  }, []);
  return { isHidden, isRevealing: () => isRevealing.current };
}
