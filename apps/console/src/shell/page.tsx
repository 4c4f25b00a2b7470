import { type ReactNode, useEffect } from 'react';
import { PageHead } from '../controls/surfaces.tsx';
import { useShellWords } from './words.ts';

type PageProps = {
  /** Names the page in its head and in the browser's tab. */
  readonly title: string;
  /** Beside the title. */
  readonly badge?: ReactNode;
  readonly lead?: ReactNode;
  readonly above?: { readonly to: string; readonly words: string };
  /** Buttons of the head. */
  readonly actions?: ReactNode;
  /** `wide` for long lists and charts. */
  readonly width?: 'usual' | 'wide';
  readonly children: ReactNode;
};

/** A page: its head, then its matters below each other. */
export function Page({ title, badge, lead, above, actions, width = 'usual', children }: PageProps) {
  const { product } = useShellWords();
  useEffect(() => {
    document.title = `${title} · ${product}`;
  }, [title, product]);
  const heading = badge ? (
    <>
      {title}
      {badge}
    </>
  ) : (
    title
  );
  return (
    <div className={width === 'wide' ? 'page wide' : 'page'}>
      <PageHead title={heading} lead={lead} {...(above && { above })}>
        {actions}
      </PageHead>
      <div className="stack">{children}</div>
    </div>
  );
}
