import { Scope, seconds } from '@freshet/kit';
import { useEffect, useState } from 'react';
import { clockText } from './clock-text.ts';

/** The time since `since`, in milliseconds since the Unix epoch, counted on every second. */
export function ElapsedTime({ since }: { readonly since: number }) {
  const [now, setNow] = useState(Date.now);
  useEffect(() => {
    const scope = new Scope();
    scope.every(seconds(1), () => setNow(Date.now()));
    return () => scope.close();
  }, []);
  return (
    <span className="elapsed" data-testid="elapsed" role="timer" aria-live="off">
      {clockText(now - since)}
    </span>
  );
}
