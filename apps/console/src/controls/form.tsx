import type { ReactNode } from 'react';

type FormProps = {
  readonly onSubmit: () => Promise<void>;
  /** `wide` takes the whole of its place. */
  readonly width?: 'usual' | 'wide';
  readonly children: ReactNode;
};

/** Fields below each other that are sent together, by the button of type `submit` or by Enter. */
export function Form({ onSubmit, width = 'usual', children }: FormProps) {
  return (
    <form
      className={width === 'wide' ? 'form wide' : 'form'}
      onSubmit={(event) => {
        event.preventDefault();
        void onSubmit();
      }}
    >
      {children}
    </form>
  );
}
