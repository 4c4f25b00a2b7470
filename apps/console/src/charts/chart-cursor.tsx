type ChartCursorProps = {
  readonly label: string;
  /** How many moments there are. */
  readonly count: number;
  /** The moment pointed at. */
  readonly index: number | undefined;
  /** What is measured there. */
  readonly text: string;
  readonly onMove: (index: number | undefined) => void;
};

/** A chart under the keyboard: a slider that is seen only by the ring around its chart. */
export function ChartCursor({ label, count, index, text, onMove }: ChartCursorProps) {
  if (count === 0) return null;
  return (
    <input
      type="range"
      className="chart-cursor"
      aria-label={label}
      aria-valuetext={text}
      min={0}
      max={count - 1}
      value={index ?? count - 1}
      onChange={(event) => onMove(event.currentTarget.valueAsNumber)}
      onBlur={() => onMove(undefined)}
    />
  );
}
