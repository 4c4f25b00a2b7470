import type { Tone } from './chart-options.ts';

/** One line's name and value at the moment that is looked at. */
export type ReadoutLine = {
  readonly label: string;
  readonly tone: Tone;
  readonly value: string;
};

/** The legend of a chart, and its values: of the moment pointed at, else the last. It keeps its place, so nothing is covered. */
export function Readout({ lines }: { readonly lines: readonly ReadoutLine[] }) {
  return (
    <div className="readout" aria-hidden="true">
      {lines.map(({ label, tone, value }) => (
        <span key={label} className="readout-line">
          <span className={`swatch tone-${tone}`} />
          <span className="readout-label">{label}</span>
          <span className="readout-value">{value}</span>
        </span>
      ))}
    </div>
  );
}
