import { useLanguage } from '../language/language-context.tsx';

const formats = new Map<string, Intl.DateTimeFormat>();

// Making a format costs far more than using it, and a list of rows uses hundreds.
function format(tag: string, isToday: boolean): Intl.DateTimeFormat {
  const key = `${tag} ${isToday}`;
  const known = formats.get(key);
  if (known) return known;
  const time = { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' } as const;
  const made = new Intl.DateTimeFormat(
    tag,
    isToday ? { ...time, second: '2-digit' } : { ...time, month: 'short', day: 'numeric' },
  );
  formats.set(key, made);
  return made;
}

/** A moment in a narrow column: the time of day, with the date where it is not today. */
export function MomentText({ at }: { readonly at: number }) {
  const { tag } = useLanguage();
  const date = new Date(at);
  const isToday = date.toDateString() === new Date().toDateString();
  return (
    <time className="number soft" dateTime={date.toISOString()}>
      {format(tag, isToday).format(date)}
    </time>
  );
}
