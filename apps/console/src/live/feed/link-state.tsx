import { Badge, type Tone } from '../../controls/badge.tsx';
import { useLanguage } from '../../language/language-context.tsx';
import { useLiveWords } from '../words/live-words.ts';
import type { Live } from './use-live.ts';

const tones = { opening: 'plain', live: 'good', stale: 'warning', refused: 'danger' } as const satisfies Record<
  string,
  Tone
>;

/** Whether what is shown is how it is now. */
export function LinkState({ live: { link, at } }: { readonly live: Pick<Live<never>, 'link' | 'at'> }) {
  const { link: words } = useLiveWords();
  const { tag } = useLanguage();
  const time = at === undefined ? '–' : new Date(at).toLocaleTimeString(tag, { hourCycle: 'h23' });
  return (
    <span className="link-state" role="status" data-testid="link-state" data-link={link}>
      <Badge tone={tones[link]}>
        <i className="link-dot" />
        {link === 'stale' ? words.stale(time) : words[link]}
      </Badge>
    </span>
  );
}
