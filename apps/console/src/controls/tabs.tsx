import { useEffect, useRef } from 'react';
import { Link, useLocation } from 'wouter';

type TabsProps = {
  readonly label: string;
  readonly tabs: readonly { readonly to: string; readonly words: string }[];
};

/** Links to the pages of one thing, beside each other; the one that is shown is marked. */
export function Tabs({ label, tabs }: TabsProps) {
  const [location] = useLocation();
  const row = useRef<HTMLElement>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: on a narrow screen the tab that is arrived at may be out of sight.
  useEffect(() => {
    const [shown] = row.current?.querySelectorAll<HTMLElement>('[aria-current]') ?? [];
    if (shown && row.current)
      row.current.scrollLeft = shown.offsetLeft - row.current.clientWidth / 2 + shown.offsetWidth / 2;
  }, [location]);
  return (
    <nav ref={row} className="tabs" aria-label={label}>
      {tabs.map(({ to, words }) => (
        <Link key={to} to={to} className="tab" aria-current={to === location ? 'page' : undefined}>
          {words}
        </Link>
      ))}
    </nav>
  );
}
