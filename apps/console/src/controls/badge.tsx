import type { ReactNode } from 'react';

/** What a badge, a notice or a toast is about. */
export type Tone = 'plain' | 'good' | 'warning' | 'danger' | 'accent';

/** A word or two about the thing beside it. */
export function Badge({ tone = 'plain', children }: { readonly tone?: Tone; readonly children: ReactNode }) {
  return (
    <span className="badge" data-tone={tone}>
      {children}
    </span>
  );
}
