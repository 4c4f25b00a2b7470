import { useWords } from '../language/language-context.tsx';
import { ElapsedTime } from './elapsed-time.tsx';
import { Icon } from './icon.tsx';

/** Says that a stream is live, and since when where that is known. Milliseconds since the Unix epoch. */
export function LiveBadge({ since }: { readonly since?: number | undefined }) {
  const { common } = useWords();
  return (
    <span className="live-badge" data-testid="live-badge">
      <span className="live-dot" />
      {common.live}
      {since !== undefined && <ElapsedTime since={since} />}
    </span>
  );
}

/** How many people watch, or are in the room. */
export function ViewerCount({ count, label }: { readonly count: number; readonly label: string }) {
  const { tag } = useWords();
  return (
    <span
      className="viewer-count"
      data-testid="viewer-count"
      data-count={count}
      role="img"
      aria-label={label}
      title={label}
    >
      <Icon name="people" size={18} />
      {count.toLocaleString(tag)}
    </span>
  );
}
