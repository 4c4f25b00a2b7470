import { useWords } from '../language/language-context.tsx';

/** One measure: its name, its value in words, and a key for tests. */
export type Measure = { readonly name: string; readonly label: string; readonly value: string };

/** Measures of a stream, one a line; a word of patience before the first report. */
export function QualityList({ measures }: { readonly measures: readonly Measure[] | undefined }) {
  const { common } = useWords();
  if (measures === undefined) return <p className="measuring">{common.measuring}</p>;
  return (
    <dl className="quality-list" data-testid="quality-list">
      {measures.map(({ name, label, value }) => (
        <div key={name} data-measure={name}>
          <dt>{label}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}
