import { useLanguage } from '../language/language-context.tsx';

const units = [
  ['day', 86_400_000],
  ['hour', 3_600_000],
  ['minute', 60_000],
  ['second', 1_000],
] as const;

/**
 * A time as people say it, such as “5 minutes ago” or “in 3 hours”.
 *
 * @param at milliseconds since the Unix epoch
 * @param now the same
 */
export function relativeTime(at: number, now: number, tag: string): string {
  const difference = at - now;
  const [unit, length] = units.find(([, least]) => Math.abs(difference) >= least) ?? units[3];
  return new Intl.RelativeTimeFormat(tag, { numeric: 'auto' }).format(Math.round(difference / length), unit);
}

/** A moment: the date and time, and how long ago on hovering. */
export function Moment({ at }: { readonly at: number }) {
  const { tag } = useLanguage();
  const text = new Date(at).toLocaleString(tag, { dateStyle: 'medium', timeStyle: 'short' });
  return (
    <time className="number" dateTime={new Date(at).toISOString()} title={relativeTime(at, Date.now(), tag)}>
      {text}
    </time>
  );
}

/** A moment as people say it; the date and time on hovering. */
export function Ago({ at }: { readonly at: number }) {
  const { tag } = useLanguage();
  const exact = new Date(at).toLocaleString(tag, { dateStyle: 'medium', timeStyle: 'medium' });
  return (
    <time dateTime={new Date(at).toISOString()} title={exact}>
      {relativeTime(at, Date.now(), tag)}
    </time>
  );
}
